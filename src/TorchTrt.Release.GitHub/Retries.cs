using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// The one pipeline every request goes through: headers GitHub documents, a limit to each silence, and retries. What may have changed something
/// is never sent twice: whoever makes the change looks first whether it happened (docs.github.com, "Best practices for using the REST API").
/// </summary>
internal sealed class Retries(HttpMessageHandler inner, PipelineParts parts, TimeProvider time) : DelegatingHandler(inner)
{
    private readonly TimeSpan patience = parts.Patience;

    /// <summary>Octokit takes no cancellation for some of its verbs; here it comes with the flow of the call.</summary>
    public static readonly AsyncLocal<CancellationToken> Flow = new();

    /// <summary>Set on requests whose reply is read by the caller as it comes.</summary>
    public static readonly HttpRequestOptionsKey<bool> Streamed = new("torchtrt-streamed");

    private const int Attempts = 5;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Flow.Value);
        using var turn = IsRead(request) ? null : await parts.Pace.Turn(both.Token);
        return await Patiently(request, both.Token);
    }

    private async Task<HttpResponseMessage> Patiently(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Dress(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await Once(request, cancellationToken);
                if (await Wait(request, response, attempt, cancellationToken) is not { } wait) return response;
                response.Dispose();
                await Task.Delay(wait, time, cancellationToken);
            }
            catch (HttpRequestException error) when ((IsRead(request) || NeverArrived(error)) && attempt < Attempts)
            {
                await Task.Delay(Backoff(attempt), time, cancellationToken);
            }
        }
    }

    /// <summary>No connection came about, so nothing was sent.</summary>
    public static bool NeverArrived(HttpRequestException error)
        => error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>One attempt; a forge that stays silent is a lost connection.</summary>
    private async Task<HttpResponseMessage> Once(HttpRequestMessage request, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        if (request.Content is FileContent file) file.Moved = () => silence.CancelAfter(patience);
        HttpResponseMessage? response = null;
        try
        {
            if (request.Options.TryGetValue(Streamed, out _)) return response = await Ask(request, either.Token);
            parts.Known.Ask(request);
            response = await Ask(request, either.Token);
            await response.Content.LoadIntoBufferAsync(either.Token);
            return await parts.Known.Fill(request, response, either.Token);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            response?.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, string.Create(CultureInfo.InvariantCulture, $"nothing came for {patience.TotalSeconds:0.#} s"), error);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            response?.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> Ask(HttpRequestMessage request, CancellationToken cancel)
    {
        parts.Meter.Sent(request);
        var response = await base.SendAsync(request, cancel);
        parts.Meter.Answered(response);
        return response;
    }

    /// <summary>Octokit speaks of version 3 and of forms; GitHub documents these.</summary>
    private static void Dress(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("X-GitHub-Api-Version", "2022-11-28");
        if (!request.Headers.Accept.Any(accept => accept.MediaType == "application/octet-stream"))
        {
            request.Headers.Accept.Clear();
            request.Headers.TryAddWithoutValidation("Accept", "application/vnd.github+json");
        }

        if (request.Content?.Headers.ContentType?.MediaType is "application/x-www-form-urlencoded")
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    /// <summary>How long to wait before trying again; null when the reply is to be taken as it is.</summary>
    private async Task<TimeSpan?> Wait(HttpRequestMessage request, HttpResponseMessage response, int attempt, CancellationToken cancel)
    {
        if (attempt >= Attempts) return null;
        // A limit is a refusal before anything was done, so a change may follow it as well.
        if (Limit.MaySay(response.StatusCode) && Limit.Says(response.StatusCode, name => Header(response, name), await response.Content.ReadAsStringAsync(cancel))) return Bounded(AfterLimit(response, attempt));
        return IsRead(request) && (int)response.StatusCode >= 500 ? Backoff(attempt) : null;
    }

    private TimeSpan AfterLimit(HttpResponseMessage response, int attempt)
    {
        if (response.Headers.RetryAfter?.Delta is { } delta) return delta;
        if (response.Headers.RetryAfter?.Date is { } date) return date - time.GetUtcNow();
        return long.TryParse(Header(response, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset) && Header(response, "x-ratelimit-remaining") == "0"
            ? DateTimeOffset.FromUnixTimeSeconds(reset) - time.GetUtcNow()
            : TimeSpan.FromMinutes(1 << (attempt - 1));
    }

    /// <summary>Null when it would take too long: then the user is told.</summary>
    private static TimeSpan? Bounded(TimeSpan wait) => wait > LongestWait ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds(250 << (attempt - 1));

    public static bool IsRead(HttpRequestMessage request) => request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

/// <summary>What the two pipelines of a forge have in common.</summary>
internal sealed record PipelineParts(TimeSpan Patience, Meter Meter, KnownReplies Known, Pace Pace);
