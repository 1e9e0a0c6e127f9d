using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Web;

/// <summary>How far links are followed.</summary>
public enum LinkReach
{
    /// <summary>Addresses of this machine and of private networks are left alone: whoever wrote the notes has no business there.</summary>
    Public,

    Everywhere,
}

/// <summary>
/// Follows links as a reader does: HEAD, and GET where that is not answered with the page. No credentials, few at a time, patient with servers that are busy.
/// </summary>
/// <param name="progress">Told how far it is; null where nobody listens.</param>
public sealed class LinkReader(TimeProvider time, IProgress<string>? progress, LinkReach reach = LinkReach.Public) : ILinks
{
    private const int AtOnce = 8;

    private const int Attempts = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public async Task<IReadOnlyList<LinkAnswer>> Ask(IReadOnlyList<Uri> links, CancellationToken cancel)
    {
        using var sockets = new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 4, MaxAutomaticRedirections = 10, ConnectTimeout = Patience, PreAuthenticate = false };
        using var client = new HttpClient(sockets) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("torch-tensorrt-release", "1"));
        var answers = new ConcurrentDictionary<Uri, LinkAnswer>();
        await Parallel.ForEachAsync(links.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (link, token) =>
        {
            answers[link] = await Ask(client, link, token);
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"{answers.Count} of {links.Count} links followed"));
        });
        return [.. links.Select(link => answers[link])];
    }

    private async Task<LinkAnswer> Ask(HttpClient client, Uri link, CancellationToken cancel)
    {
        if (link.Scheme is not ("http" or "https")) return new LinkAnswer(link, LinkState.NotAsked, $"{link.Scheme} is not followed");
        if (reach == LinkReach.Public && IsPrivate(link)) return new LinkAnswer(link, LinkState.NotAsked, "it leads into a private network");
        for (var attempt = 1; ; attempt++)
        {
            var answer = await Once(client, link, cancel);
            if (attempt == Attempts || answer.Wait is not { } wait) return new LinkAnswer(link, answer.State, answer.Said);
            await Task.Delay(wait > LongestWait ? LongestWait : wait, time, cancel);
        }
    }

    private async Task<Reply> Once(HttpClient client, Uri link, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        try
        {
            var head = await Send(client, HttpMethod.Head, link, either.Token);
            // Many a server has no idea of HEAD, and says so in a way of its own.
            return head.State == LinkState.Answers || head.Wait is not null ? head : await Send(client, HttpMethod.Get, link, either.Token);
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.NameResolutionError)
        {
            return new Reply(LinkState.Dead, $"nobody is called {link.Host}", TimeSpan.FromSeconds(1));
        }
        catch (HttpRequestException error)
        {
            return new Reply(LinkState.Dead, $"no answer: {error.Message.TrimEnd('.')}", TimeSpan.FromSeconds(1));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Reply(LinkState.Dead, string.Create(CultureInfo.InvariantCulture, $"no answer within {Patience.TotalSeconds:0} seconds"), TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<Reply> Send(HttpClient client, HttpMethod method, Uri link, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, link);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        var said = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new Reply(LinkState.Dead, said, null),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented => new Reply(LinkState.Unclear, said, response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(2)),
            _ when response.IsSuccessStatusCode => new Reply(LinkState.Answers, said, null),
            _ => new Reply(LinkState.Unclear, said, null),
        };
    }

    /// <summary>Loopback, link-local and private addresses, where the link names one (RFC 1918, 3927, 4193, 4291).</summary>
    private static bool IsPrivate(Uri link)
    {
        if (link.IsLoopback) return true;
        if (!IPAddress.TryParse(link.Host.Trim('[', ']'), out var address)) return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        var bytes = address.GetAddressBytes();
        return bytes[0] is 0 or 10 || (bytes[0] == 169 && bytes[1] == 254) || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168);
    }

    /// <param name="Wait">How long to wait before asking again; null when the answer stands.</param>
    private sealed record Reply(LinkState State, string Said, TimeSpan? Wait);
}
