using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace TorchTrt.Release.Twin;

/// <summary>
/// Conditional requests and eventual consistency: every JSON reply to a read carries an <c>ETag</c>, and one that the client has is answered 304 without
/// costing the hourly limit. After a change the next reads of an address may still see what was there before.
/// </summary>
/// <param name="lag">How many reads of each address lag behind a change.</param>
internal sealed class Freshness(int lag)
{
    private readonly Dictionary<string, Remembered> replies = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public async Task Serve(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Headers.Accept.ToString().Contains("octet-stream", StringComparison.Ordinal))
        {
            await next(context);
            if (!HttpMethods.IsGet(context.Request.Method) && context.Response.StatusCode < 300) Changed();
            return;
        }

        var address = $"{context.Request.Headers.Authorization} {context.Request.Path}{context.Request.QueryString}";
        var reply = Stale(address) ?? await Fresh(context, next, address);
        await Send(context, reply);
    }

    private void Changed()
    {
        if (lag == 0) return;
        lock (gate)
            foreach (var (address, reply) in replies.ToList()) replies[address] = reply with { Lagging = lag };
    }

    private Remembered? Stale(string address)
    {
        lock (gate)
        {
            if (!replies.TryGetValue(address, out var known) || known.Lagging == 0) return null;
            replies[address] = known with { Lagging = known.Lagging - 1 };
            return known;
        }
    }

    private async Task<Remembered> Fresh(HttpContext context, RequestDelegate next, string address)
    {
        var (real, body) = (context.Response.Body, new MemoryStream());
        context.Response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = real;
        }

        var bytes = body.ToArray();
        var reply = new Remembered(
            context.Response.StatusCode, context.Response.ContentType, context.Response.Headers.Link.ToString(), bytes, $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"", 0);
        if (lag > 0)
            lock (gate) replies[address] = reply;
        return reply;
    }

    private static async Task Send(HttpContext context, Remembered reply)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        if (reply.Link.Length > 0) response.Headers.Link = reply.Link;
        if (reply.Status == StatusCodes.Status200OK)
        {
            response.Headers.ETag = reply.ETag;
            if (context.Request.Headers.IfNoneMatch == reply.ETag)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentLength = null;
                return;
            }
        }

        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        await response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }

    private sealed record Remembered(int Status, string? ContentType, string Link, byte[] Body, string ETag, int Lagging);
}
