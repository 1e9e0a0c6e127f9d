using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin;

/// <summary>One thing that goes wrong with one request.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Marks a request whose upload is to leave a ghost.</summary>
    internal const string GhostItem = "twin-ghost";

    /// <summary>The answer of <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; } = StatusCodes.Status502BadGateway;

    /// <summary>How long a limit lasts.</summary>
    public TimeSpan Wait { get; init; }

    internal Task Strike(HttpContext context, RequestDelegate next, TimeProvider time) => Kind switch
    {
        FaultKind.Status => Refuse(context, Status, "Server Error"),
        FaultKind.Rate => Limit(context, StatusCodes.Status403Forbidden, "API rate limit exceeded for the twin", "X-RateLimit-Reset", (time.GetUtcNow() + Wait).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        FaultKind.Secondary => Limit(context, StatusCodes.Status403Forbidden, Secondary, "Retry-After", Seconds),
        FaultKind.SecondaryBare => Refuse(context, StatusCodes.Status403Forbidden, Secondary),
        FaultKind.TooMany => Limit(context, StatusCodes.Status429TooManyRequests, Secondary, "Retry-After", Seconds),
        FaultKind.TooManyUntil => Limit(context, StatusCodes.Status429TooManyRequests, Secondary, "Retry-After", (time.GetUtcNow() + Wait).ToString("R", CultureInfo.InvariantCulture)),
        FaultKind.Reset => Break(context),
        FaultKind.Cut => Cut(context),
        FaultKind.Hang => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default),
        FaultKind.After => DoAndBreak(context, next),
        FaultKind.Truncated => DoAndTruncate(context, next),
        FaultKind.Ghost => LeaveGhost(context, next),
        FaultKind.Lag => Refuse(context, StatusCodes.Status404NotFound, "Not Found"),
        FaultKind.Exists => Exists(context),
        FaultKind.Redirect => Redirect(context),
        _ => throw new InvalidOperationException($"{Kind} has no way to strike."),
    };

    private const string Secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

    private string Seconds => ((long)Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static Task Refuse(HttpContext context, int status, string message) => Reply.Error(status, message).ExecuteAsync(context);

    private static Task Limit(HttpContext context, int status, string message, string header, string value)
    {
        if (header == "X-RateLimit-Reset") context.Response.Headers["X-RateLimit-Remaining"] = "0";
        context.Response.Headers[header] = value;
        return Refuse(context, status, message);
    }

    private static Task Break(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task Cut(HttpContext context)
    {
        await context.Request.Body.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, context.RequestAborted);
        context.Abort();
    }

    private static async Task DoAndBreak(HttpContext context, RequestDelegate next)
    {
        await Answer(context, next);
        context.Abort();
    }

    private static async Task DoAndTruncate(HttpContext context, RequestDelegate next)
    {
        var whole = await Answer(context, next);
        if (whole.Length == 0)
        {
            context.Abort();
            return;
        }

        context.Response.ContentLength = whole.Length;
        await context.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    /// <summary>Everything is done; the body of the reply comes back instead of going out.</summary>
    private static async Task<byte[]> Answer(HttpContext context, RequestDelegate next)
    {
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        var real = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        await next(context);
        context.Response.Body = real;
        return held.ToArray();
    }

    private static Task LeaveGhost(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Path.Value!.EndsWith("/assets", StringComparison.Ordinal)) return Refuse(context, StatusCodes.Status502BadGateway, "Server Error");
        context.Items[GhostItem] = true;
        return next(context);
    }

    private static Task Exists(HttpContext context) => Reply.Json(
        new JObject
        {
            ["message"] = "Validation Failed",
            ["errors"] = new JArray(new JObject { ["resource"] = "Thing", ["field"] = "name", ["code"] = "already_exists" }),
            ["documentation_url"] = "https://docs.github.com/rest",
        },
        StatusCodes.Status422UnprocessableEntity).ExecuteAsync(context);

    private static Task Redirect(HttpContext context)
    {
        var query = context.Request.QueryString.Add("moved", "here");
        context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}{query}";
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        return Task.CompletedTask;
    }
}
