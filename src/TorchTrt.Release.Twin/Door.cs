using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TorchTrt.Release.Twin;

/// <summary>What happens to every request before its route: Enterprise prefix, request id, limits, token, injected faults.</summary>
internal static class Door
{
    public static async Task Enter(HttpContext context, RequestDelegate next, TwinOptions options, Faults faults)
    {
        if (context.Request.Path.StartsWithSegments("/api/v3", out var rest)) context.Request.Path = rest;
        var headers = context.Response.Headers;
        headers["X-GitHub-Request-Id"] = Guid.NewGuid().ToString("N").ToUpperInvariant()[..16];
        headers["X-RateLimit-Limit"] = "5000";
        headers["X-RateLimit-Remaining"] = "4999";
        headers["X-RateLimit-Reset"] = options.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        var isControl = context.Request.Path.StartsWithSegments("/_twin");
        if (!isControl && !HttpMethods.IsGet(context.Request.Method) && !HasToken(context, options.Token))
        {
            await Reply.Error(StatusCodes.Status401Unauthorized, "Bad credentials").ExecuteAsync(context);
            return;
        }

        if (isControl || faults.Take(context) is not { } fault) await next(context);
        else await fault.Strike(context, next);
    }

    private static bool HasToken(HttpContext context, string token)
    {
        var given = context.Request.Headers.Authorization.ToString();
        return given == $"Bearer {token}" || given == $"Token {token}" || given == $"token {token}";
    }
}
