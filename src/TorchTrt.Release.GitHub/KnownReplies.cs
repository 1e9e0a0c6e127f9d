using System.Net;
using System.Net.Http.Headers;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// Conditional requests (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api): a reply that was seen is asked for with its
/// ETag, and "not modified", which is free, is answered with what was seen. The oldest are forgotten so that memory stays flat.
/// </summary>
internal sealed class KnownReplies
{
    private const int Most = 256;

    private const long LargestReply = 1 << 20;

    private readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly Queue<string> order = [];
    private readonly Lock gate = new();

    /// <summary>Adds the condition to a request whose reply is known.</summary>
    public void Ask(HttpRequestMessage request)
    {
        request.Headers.Remove("If-None-Match");
        if (request.Method != HttpMethod.Get) return;
        lock (gate)
            if (known.TryGetValue(Name(request), out var reply)) request.Headers.TryAddWithoutValidation("If-None-Match", reply.ETag);
    }

    /// <summary>The reply as if it had come whole; remembers one that did.</summary>
    public async Task<HttpResponseMessage> Fill(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancel)
    {
        if (request.Method != HttpMethod.Get) return response;
        if (response.StatusCode == HttpStatusCode.NotModified && Find(request) is { } reply) return Whole(response, reply);
        if (response.StatusCode == HttpStatusCode.OK && response.Headers.ETag is { } tag && response.Content.Headers.ContentLength is null or <= LargestReply)
            Remember(Name(request), new Known(tag.ToString(), await response.Content.ReadAsByteArrayAsync(cancel), response.Content.Headers.ContentType, Link(response)));
        return response;
    }

    private static HttpResponseMessage Whole(HttpResponseMessage response, Known reply)
    {
        var content = new ByteArrayContent(reply.Body);
        content.Headers.ContentType = reply.Type;
        response.StatusCode = HttpStatusCode.OK;
        response.Content = content;
        if (reply.Link is not null && Link(response) is null) response.Headers.TryAddWithoutValidation("Link", reply.Link);
        return response;
    }

    private Known? Find(HttpRequestMessage request)
    {
        lock (gate) return known.GetValueOrDefault(Name(request));
    }

    private void Remember(string name, Known reply)
    {
        if (reply.Body.Length > LargestReply) return;
        lock (gate)
        {
            if (!known.ContainsKey(name)) order.Enqueue(name);
            known[name] = reply;
            if (order.Count > Most) known.Remove(order.Dequeue());
        }
    }

    private static string? Link(HttpResponseMessage response) => response.Headers.TryGetValues("Link", out var values) ? values.First() : null;

    /// <summary>What one token may see another may not.</summary>
    private static string Name(HttpRequestMessage request) => $"{request.Headers.Authorization} {request.Headers.Accept} {request.RequestUri}";

    private sealed record Known(string ETag, byte[] Body, MediaTypeHeaderValue? Type, string? Link);
}
