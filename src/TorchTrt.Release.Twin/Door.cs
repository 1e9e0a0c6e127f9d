using System.Globalization;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin;

/// <summary>What happens to every request before its route: Enterprise prefix, request id, limits, token, injected faults.</summary>
internal static class Door
{
    private const int HourlyLimit = 5000;

    private const string Writer = "twin-writer";

    public static async Task Enter(HttpContext context, RequestDelegate next, TwinOptions options, Faults faults)
    {
        if (context.Request.Path.StartsWithSegments("/api/v3", out var rest)) context.Request.Path = rest;
        var headers = context.Response.Headers;
        headers["X-GitHub-Request-Id"] = Guid.NewGuid().ToString("N").ToUpperInvariant()[..16];
        headers["X-RateLimit-Limit"] = HourlyLimit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = (HourlyLimit - 1).ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = Reset(options.Time).ToString(CultureInfo.InvariantCulture);

        if (context.Request.Path.StartsWithSegments("/_twin"))
        {
            await next(context);
            return;
        }

        var given = context.Request.Headers.Authorization.ToString();
        var isWriter = given == $"Bearer {options.Token}" || given == $"Token {options.Token}" || given == $"token {options.Token}";
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isWriter && (given.Length > 0 || !isRead))
        {
            await Reply.Error(StatusCodes.Status401Unauthorized, given.Length > 0 ? "Bad credentials" : "Requires authentication").ExecuteAsync(context);
            return;
        }

        context.Items[Writer] = isWriter;
        if ((options.Misfortune?.Invoke(context) ?? faults.Take(context)) is { } fault) await fault.Strike(context, Answer(next), options.Time);
        else await Answer(next)(context);
    }

    /// <summary>Whether the request carries the token: only then are drafts seen.</summary>
    public static bool IsWriter(HttpContext context) => context.Items[Writer] is true;

    public static JObject RateLimit(TimeProvider time)
    {
        var core = new JObject { ["limit"] = HourlyLimit, ["used"] = 1, ["remaining"] = HourlyLimit - 1, ["reset"] = Reset(time) };
        return new JObject { ["resources"] = new JObject { ["core"] = core, ["search"] = core.DeepClone() }, ["rate"] = core.DeepClone() };
    }

    /// <summary>The route's answer; what it cannot store or read is said, as a server's error or the client's.</summary>
    private static RequestDelegate Answer(RequestDelegate next) => async context =>
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && Fault(error) is { } reply)
        {
            await reply.ExecuteAsync(context);
        }
    };

    private static IResult? Fault(Exception error) => error switch
    {
        JsonException => Reply.Error(StatusCodes.Status400BadRequest, "Problems parsing JSON"),
        BadHttpRequestException bad => Reply.Error(bad.StatusCode, bad.Message),
        IOException or UnauthorizedAccessException => Reply.Error(StatusCodes.Status500InternalServerError, $"The twin cannot keep this: {error.Message}"),
        _ => null,
    };

    private static long Reset(TimeProvider time) => time.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
}
