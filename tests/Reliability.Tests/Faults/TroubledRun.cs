using Microsoft.AspNetCore.Http;
using Reliability.Tests.Stories;
using TorchTrt.Release.Twin;

namespace Reliability.Tests.Faults;

/// <summary>A release of which some requests go wrong. The same command is given until it is done.</summary>
public sealed class TroubledRun(IReadOnlyList<Mishap> mishaps) : IAsyncDisposable
{
    private PublishedWorld? world;
    private bool isRunning;
    private int calls;
    private int changes;

    /// <summary>Every request that the program sent, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>How many requests changed the forge, but for the lock.</summary>
    public int Changes => changes;

    public PublishedWorld World => world!;

    /// <summary>How often it stopped with an error that a person reads.</summary>
    public int Stops { get; private set; }

    /// <returns>What is wrong; null when the release ended well, after errors that each said what to do.</returns>
    public async Task<string?> Finish()
    {
        world = await PublishedWorld.Begin(Watch, Misfortune);
        for (var time = 0; time <= 2 * (mishaps.Count + 1); time++)
        {
            if (await World.Finish(Once) is not { } stopped) return null;
            if (!stopped.StartsWith("exit 1: ", StringComparison.Ordinal) && !stopped.StartsWith("exit 3: ", StringComparison.Ordinal)) return stopped;
            if (!stopped.Contains("TR3", StringComparison.Ordinal) || !stopped.Contains("Next: ", StringComparison.Ordinal)) return $"an error without a code or without what to do next: {stopped}";
            Stops++;
        }

        return "it never ends";
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
    }

    private async Task<(int ExitCode, string Said)> Once()
    {
        isRunning = true;
        var end = await Here.Run(World);
        isRunning = false;
        return end;
    }

    private async Task Watch(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (isRunning && !HttpMethods.IsGet(context.Request.Method) && !IsOfTheLock(context.Request.Path.Value!) && context.Response.StatusCode < 300 && context.Items.ContainsKey("done")) Interlocked.Increment(ref changes);
    }

    /// <summary>Every run takes the lock and lets it go: a commit and a ref each.</summary>
    private static bool IsOfTheLock(string path) => path.EndsWith("/git/commits", StringComparison.Ordinal) || path.Contains("/release-locks/", StringComparison.Ordinal);

    private Fault? Misfortune(HttpContext context)
    {
        if (!isRunning) return null;
        var call = Interlocked.Increment(ref calls);
        lock (Calls) Calls.Add($"{context.Request.Method} {context.Request.Path}");
        var fault = mishaps.FirstOrDefault(mishap => mishap.Call == call)?.Fault;
        if (fault is null or { Kind: FaultKind.After or FaultKind.Truncated }) context.Items["done"] = true;
        return fault;
    }
}
