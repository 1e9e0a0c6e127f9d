using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;

namespace TorchTrt.Release.Twin;

/// <summary>What happens to every request before its route: Enterprise prefix, request id, limits, token, injected faults.</summary>
internal static class Door
{
    private const string Writer = "twin-writer";

    public static async Task Enter(HttpContext context, RequestDelegate next, TwinOptions options, Faults faults, Limits limits, Freshness freshness)
    {
        if (context.Request.Path.StartsWithSegments("/api/v3", out var rest)) context.Request.Path = rest;
        var headers = context.Response.Headers;
        headers["X-GitHub-Request-Id"] = Guid.NewGuid().ToString("N").ToUpperInvariant()[..16];
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
        if (isWriter && options.Scopes is { } scopes) headers["X-OAuth-Scopes"] = scopes;
        if (!await limits.Admit(context)) return;
        RequestDelegate answer = inner => freshness.Serve(inner, Answer(next));
        if ((options.Misfortune?.Invoke(context) ?? faults.Take(context)) is { } fault) await fault.Strike(context, answer, options.Time);
        else await answer(context);
        if (context.Response.StatusCode == StatusCodes.Status304NotModified) limits.GiveBack();
    }

    /// <summary>Whether the request carries the token: only then are drafts seen.</summary>
    public static bool IsWriter(HttpContext context) => context.Items[Writer] is true;

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
}
