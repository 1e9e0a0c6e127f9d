using System.Net;
using System.Net.Http.Headers;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Octokit;
using Octokit.Internal;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// Requests and replies as JSON, over Octokit's own connection; streams of bytes over the same pipeline. Foreign exceptions end here.
/// </summary>
internal sealed class Wire : IDisposable
{
    private const string Product = "torch-tensorrt-release";

    private readonly ForgeAddress address;
    private readonly Func<string?> token;
    private readonly HttpClientAdapter client;
    private readonly Connection connection;
    private readonly HttpClient streams;
    private readonly PipelineParts parts;

    public Wire(ForgeAddress address, Func<string?> token, TimeProvider time)
    {
        this.address = address;
        this.token = () => token()?.Trim() is { Length: > 0 } secret ? secret : null;
        Time = time;
        parts = new PipelineParts(address.Patience, new Meter(), new KnownReplies(), new Pace(address.Pause, time));
        client = new HttpClientAdapter(Pipeline);
        client.SetRequestTimeout(Timeout.InfiniteTimeSpan);
        connection = new Connection(new Octokit.ProductHeaderValue(Product, "1"), address.Api, new CurrentToken(this.token), new PatientClient(client), new SimpleJsonSerializer());
        streams = new HttpClient(Pipeline()) { Timeout = Timeout.InfiniteTimeSpan };
        streams.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(Product, "1"));
    }

    public TimeProvider Time { get; }

    /// <summary>What was asked so far.</summary>
    public ForgeUse Use => parts.Meter.Use;

    public RepositoryName Repository => address.Repository;

    /// <summary><c>repos/OWNER/NAME</c>.</summary>
    public string Base => $"repos/{Uri.EscapeDataString(Repository.Owner)}/{Uri.EscapeDataString(Repository.Name)}";

    /// <summary>A ref's or file's name inside a path: everything but its slashes escaped.</summary>
    public static string Escape(string name) => Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);

    /// <summary>One reply; null when there is no such thing, or none that this token may see.</summary>
    /// <param name="absence">What a 404 must say to mean that; null takes any 404.</param>
    public async Task<JToken?> Get(string path, CancellationToken cancel, string? absence = null)
    {
        try
        {
            return Read((await connection.Get<object>(Relative(path), null, null, cancel)).HttpResponse);
        }
        catch (NotFoundException absent) when (absence is null || absent.Message == absence)
        {
            return null;
        }
        catch (Exception error) when (Translate($"GET {path}", error, cancel) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Whether there is a token at all.</summary>
    public bool HasToken => token() is not null;

    /// <summary>A reply that must be there, with what stands over it.</summary>
    /// <exception cref="ReleaseException">TR3009 when there is no such thing.</exception>
    public async Task<(JToken Reply, IReadOnlyDictionary<string, string> Headers)> GetWithHeaders(string path, CancellationToken cancel)
    {
        try
        {
            var reply = (await connection.Get<object>(Relative(path), null, null, cancel)).HttpResponse;
            return (Read(reply) ?? new JObject(), reply.Headers);
        }
        catch (Exception error) when (Translate($"GET {path}", error, cancel) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Every item of a list, page by page as the Link header leads.</summary>
    /// <param name="items">Name of the member that holds the items where the reply is an object; null where the reply is the list.</param>
    /// <exception cref="ReleaseException">TR3009 when there is no such list: an empty answer would be a lie.</exception>
    public async Task<IReadOnlyList<JToken>> GetAll(string path, CancellationToken cancel, string? items = null)
    {
        var found = new List<JToken>();
        Uri? next = Relative($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page=100");
        try
        {
            while (next is not null)
            {
                var reply = (await connection.Get<object>(next, null, null, cancel)).HttpResponse;
                var page = Read(reply);
                found.AddRange((items is null ? page : page?[items]) ?? new JArray());
                next = reply.ApiInfo?.Links.GetValueOrDefault("next");
            }

            return found;
        }
        catch (Exception error) when (Translate($"GET {path}", error, cancel) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Sends a change once. The caller looks afterwards where a lost reply leaves it in doubt.</summary>
    /// <exception cref="LostReplyException">The change may or may not have happened.</exception>
    public async Task<JToken?> Send(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        var request = $"{method} {path}";
        RequireToken(request);
        var json = body is null ? "{}" : JsonConvert.SerializeObject(body);
        Retries.Flow.Value = cancel;
        try
        {
            return method.Method switch
            {
                "POST" => Read((await connection.Post<object>(Relative(path), json, "application/vnd.github+json", "application/json", (IDictionary<string, string>?)null, cancel)).HttpResponse),
                "PUT" => Read((await connection.Put<object>(Relative(path), json)).HttpResponse),
                "PATCH" => Read((await connection.Patch<object>(Relative(path), json)).HttpResponse),
                "DELETE" => await Delete(path, cancel),
                _ => throw new ArgumentOutOfRangeException(nameof(method)),
            };
        }
        catch (Exception error) when (Lost(request, error, cancel) is { } lost)
        {
            throw lost;
        }
        catch (Exception error) when (Translate(request, error, cancel) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Looks for what a change may have left; a list may lag seconds behind a change.</summary>
    public async Task<T?> LookAgain<T>(Func<Task<T?>> look, CancellationToken cancel)
        where T : class
    {
        foreach (var seconds in new[] { 0, 1, 3 })
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), Time, cancel);
            if (await look() is { } found) return found;
        }

        return null;
    }

    /// <summary>Streams a file to an upload address; memory stays flat.</summary>
    /// <exception cref="LostReplyException">The asset may or may not be there.</exception>
    public async Task<UploadReply> Upload(Uri target, string path, CancellationToken cancel)
    {
        var request = $"POST {target.AbsolutePath}{target.Query}";
        RequireToken(request);
        await using var file = Open(path);
        using var content = new FileContent(file);
        using var message = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
        Authorize(message);
        try
        {
            using var response = await streams.SendAsync(message, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            if (response.IsSuccessStatusCode) return new UploadReply(Parse(text), file.Length, content.Digest);
            var refusal = Refusal.Of(request, response, text);
            throw (int)response.StatusCode >= 500 ? new LostReplyException(request, refusal.ToString(), null) : refusal.ToException(address.Api, null);
        }
        catch (Exception error) when (Lost(request, error, cancel) is { } lost)
        {
            throw lost;
        }
        catch (Exception error) when (Translate(request, error, cancel) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Streams an asset's bytes. The token does not follow a redirect to another host.</summary>
    public async Task<Stream> Download(string path, CancellationToken cancel)
    {
        var request = $"GET {path}";
        try
        {
            var response = await Bytes(new Uri(address.Api, path), Authorize, cancel);
            if (response.StatusCode is HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect && response.Headers.Location is { } elsewhere)
            {
                response.Dispose();
                response = await Bytes(elsewhere, _ => { }, cancel);
            }

            if (response.IsSuccessStatusCode) return new AssetStream(response, await response.Content.ReadAsStreamAsync(cancel), request, address.Patience, Time);
            using (response) throw Refusal.Of(request, response, await response.Content.ReadAsStringAsync(cancel)).ToException(address.Api, null);
        }
        catch (Exception error) when (Translate(request, error, cancel) is { } translated)
        {
            throw translated;
        }
    }

    public void Dispose()
    {
        client.Dispose();
        streams.Dispose();
        parts.Pace.Dispose();
    }

    private Retries Pipeline()
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return new Retries(sockets, parts, Time);
    }

    private async Task<HttpResponseMessage> Bytes(Uri from, Action<HttpRequestMessage> dress, CancellationToken cancel)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, from);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/octet-stream"));
        message.Options.Set(Retries.Streamed, true);
        dress(message);
        return await streams.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    private async Task<JToken?> Delete(string path, CancellationToken cancel)
    {
        await connection.Delete(Relative(path));
        return null;
    }

    private void Authorize(HttpRequestMessage request)
    {
        if (token() is { } secret) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
    }

    private void RequireToken(string request)
    {
        if (token() is not null) return;
        throw new ReleaseException(new ReleaseError(
            "TR3001", $"{request} needs a token, and there is none.", "set GITHUB_TOKEN to a token that may write contents and pull requests, or log in with gh auth login; Doctor says which stage needs what", address.Api.ToString()));
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(new ReleaseError("TR3104", $"the file to upload cannot be read: {error.Message}", "put it back, then give the same command again", path), error);
        }
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    /// <summary>A reply that is no JSON is told with its id.</summary>
    private static JToken? Read(IResponse reply)
    {
        if (reply.Body is not string { Length: > 0 } text) return null;
        try
        {
            return Parse(text);
        }
        catch (JsonReaderException broken)
        {
            var id = reply.Headers.FirstOrDefault(header => header.Key.Equals("X-GitHub-Request-Id", StringComparison.OrdinalIgnoreCase)).Value;
            throw new JsonReaderException($"{broken.Message}{(id is null ? "" : $" (request {id})")}", broken);
        }
    }

    /// <summary>Text stays text, also where it looks like a date.</summary>
    private static JToken Parse(string text)
    {
        using var json = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(json);
    }

    /// <summary>Whether the change may have happened although no usable reply says so; null when it did not, or the caller gave up.</summary>
    private static LostReplyException? Lost(string request, Exception error, CancellationToken cancel) => error switch
    {
        _ when cancel.IsCancellationRequested => null,
        HttpRequestException never when Retries.NeverArrived(never) => null,
        ApiException { StatusCode: >= HttpStatusCode.InternalServerError } failed => new LostReplyException(request, Refusal.Of(request, failed).ToString(), error),
        HttpRequestException or OperationCanceledException or IOException or JsonReaderException => new LostReplyException(request, error.Message, error),
        _ => null,
    };

    private ReleaseException? Translate(string request, Exception error, CancellationToken cancel) => error switch
    {
        OperationCanceledException when cancel.IsCancellationRequested => null,
        ApiException refused => Refusal.Of(request, refused).ToException(address.Api, error),
        JsonReaderException => new ReleaseException(new ReleaseError("TR3006", $"{request} was answered with something that is not JSON: {error.Message}", "check --forge: it must be the address of a GitHub API", address.Api.ToString()), error),
        HttpRequestException or OperationCanceledException or IOException => new ReleaseException(new ReleaseError(
            "TR3007", $"{request}: nobody answers: {error.Message}", "check the network and --forge, then give the same command again", address.Api.ToString()), error),
        _ => null,
    };

    private sealed class CurrentToken(Func<string?> token) : ICredentialStore
    {
        public Task<Credentials> GetCredentials() => Task.FromResult(token() is { } secret ? new Credentials(secret, AuthenticationType.Bearer) : Credentials.Anonymous);
    }

    /// <summary>Octokit gives every request 100 seconds, waits for limits included; the pipeline keeps the time of each attempt instead.</summary>
    private sealed class PatientClient(HttpClientAdapter inner) : IHttpClient
    {
        public Task<IResponse> Send(IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody = null)
        {
            if (request is Request plain) plain.Timeout = Timeout.InfiniteTimeSpan;
            return inner.Send(request, cancellationToken, preprocessResponseBody);
        }

        public void SetRequestTimeout(TimeSpan timeout) => inner.SetRequestTimeout(timeout);

        public void Dispose() => inner.Dispose();
    }
}

/// <summary>What the forge says of an upload, and what was sent.</summary>
internal sealed record UploadReply(JToken Asset, long Size, string? Digest);
