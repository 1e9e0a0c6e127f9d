using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace TorchTrt.Release.Twin;

/// <summary>Faults a test asks for: <c>POST /_twin/faults {method, path, kind, times, status}</c>, where path is a regular expression.</summary>
internal sealed class Faults
{
    private readonly List<Fault> waiting = [];
    private readonly Lock gate = new();

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/_twin/faults", async context =>
    {
        var body = await Reply.Body(context);
        var fault = new Fault(
            (string?)body["method"] ?? "POST",
            new Regex((string?)body["path"] ?? ".", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
            Enum.Parse<FaultKind>((string?)body["kind"] ?? "status", ignoreCase: true),
            (int?)body["status"] ?? 502);
        lock (gate) waiting.AddRange(Enumerable.Repeat(fault, (int?)body["times"] ?? 1));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    /// <summary>The fault this request runs into; it is used up.</summary>
    public Fault? Take(HttpContext context)
    {
        lock (gate)
        {
            var fault = waiting.FirstOrDefault(one => one.Method == context.Request.Method && one.Path.IsMatch(context.Request.Path));
            if (fault is not null) waiting.Remove(fault);
            return fault;
        }
    }
}

internal enum FaultKind
{
    /// <summary>Answers with a status; nothing is done.</summary>
    Status,

    /// <summary>The hourly limit is used up.</summary>
    Rate,

    /// <summary>The secondary limit.</summary>
    Secondary,

    /// <summary>The connection breaks before anything is done.</summary>
    Reset,

    /// <summary>Nothing is done and no reply comes until the client gives up.</summary>
    Hang,

    /// <summary>Everything is done, and then the connection breaks: the reply is lost.</summary>
    After,

    /// <summary>An upload fails and leaves the ghost of an asset, state <c>starter</c>.</summary>
    Ghost,
}

internal sealed record Fault(string Method, Regex Path, FaultKind Kind, int Status)
{
    /// <summary>Marks a request whose upload is to leave a ghost.</summary>
    public const string GhostItem = "twin-ghost";

    public async Task Strike(HttpContext context, RequestDelegate next)
    {
        switch (Kind)
        {
            case FaultKind.Reset:
                context.Abort();
                return;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case FaultKind.After:
                context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
                var real = context.Response.Body;
                context.Response.Body = Stream.Null;
                await next(context);
                context.Response.Body = real;
                context.Abort();
                return;
            case FaultKind.Ghost:
                context.Items[GhostItem] = true;
                await next(context);
                return;
            case FaultKind.Rate:
                context.Response.Headers["X-RateLimit-Remaining"] = "0";
                context.Response.Headers["X-RateLimit-Reset"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                await Reply.Error(StatusCodes.Status403Forbidden, "API rate limit exceeded").ExecuteAsync(context);
                return;
            case FaultKind.Secondary:
                context.Response.Headers.RetryAfter = "0";
                await Reply.Error(StatusCodes.Status403Forbidden, "You have exceeded a secondary rate limit").ExecuteAsync(context);
                return;
            default:
                await Reply.Error(Status, "Server Error").ExecuteAsync(context);
                return;
        }
    }
}
