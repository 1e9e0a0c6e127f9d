using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reliability.Tests.Stories;

namespace Reliability.Tests.Crashes;

/// <summary>A release whose program dies at one call that it makes, and is started again until it is done.</summary>
public sealed class DoomedRun : IAsyncDisposable
{
    private readonly CrashPoint? point;
    private PublishedWorld? world;
    private GitAtTheDoor? git;
    private Process? running;
    private bool hasDied;
    private int calls;

    private DoomedRun(CrashPoint? point) => this.point = point;

    /// <summary>Every request that the program sent to the forge, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Every git command that changed a repository, in order.</summary>
    public IReadOnlyList<string> GitCalls => git!.Calls;

    public PublishedWorld World => world!;

    public bool Died => hasDied || git!.HasKilled;

    public static async Task<DoomedRun> Begin(CrashPoint? point)
    {
        var run = new DoomedRun(point);
        run.world = await PublishedWorld.Begin(run.Watch);
        run.git = new GitAtTheDoor(run.world.At("door"), point is { Called: Called.Git } ? point : null);
        return run;
    }

    public Task<string?> Finish() => World.Finish(Start);

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    /// <summary>Gives the command once, to die of it.</summary>
    public Task Die() => Once();

    /// <summary>The one that was made to die is simply started again.</summary>
    private async Task<(int ExitCode, string Said)> Start()
    {
        var again = Died;
        var end = await Once();
        return Died && !again ? await Start() : end;
    }

    private async Task<(int ExitCode, string Said)> Once()
    {
        var program = World.Program();
        program.Environment["PATH"] = $"{git!.Folder}:{program.Environment["PATH"]}";
        using var process = Process.Start(program)!;
        running = process;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        running = null;
        return (process.ExitCode, await output + await errors);
    }

    private async Task Watch(HttpContext context, RequestDelegate next)
    {
        if (running is not { } process)
        {
            await next(context);
            return;
        }

        var call = Interlocked.Increment(ref calls);
        var name = $"{context.Request.Method} {context.Request.Path}";
        lock (Calls) Calls.Add(name);
        if (hasDied || point is not { Called: Called.Forge } || (point.Call is { } wanted ? call != wanted : name != point.Name))
        {
            await next(context);
            return;
        }

        hasDied = true;
        var real = context.Response.Body;
        if (point.Moment == Moment.After)
        {
            context.Response.Body = Stream.Null;
            await next(context);
        }

        await Die(process, context.RequestAborted);
        context.Response.Body = real;
        context.Abort();
    }

    private async Task Die(Process process, CancellationToken hungUp)
    {
        if (point!.Death == Death.Killed)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            return;
        }

        using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await Task.Delay(TimeSpan.FromSeconds(5), hungUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
