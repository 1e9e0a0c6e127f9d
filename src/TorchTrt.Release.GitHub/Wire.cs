using System.Net;
using System.Net.Http.Headers;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Octokit;
using Octokit.Internal;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// Requests and replies as JSON, over Octokit's own connection; streams of bytes over the same handlers. Foreign exceptions end here.
/// </summary>
internal sealed class Wire : IDisposable
{
    private readonly Connection connection;
    private readonly HttpClient streams;
    private readonly Func<string?> token;
    private readonly Uri api;

    public Wire(ForgeAddress address, Func<string?> token, TimeProvider time)
    {
        this.token = token;
        api = address.Api;
        Base = $"repos/{address.Repository.Owner}/{address.Repository.Name}";
        var product = new Octokit.ProductHeaderValue("torch-tensorrt-release", "1");
        connection = new Connection(product, address.Api, new CurrentToken(token), new HttpClientAdapter(() => Pipeline(time)), new SimpleJsonSerializer());
        connection.SetRequestTimeout(TimeSpan.FromMinutes(2));
        streams = new HttpClient(Pipeline(time)) { Timeout = Timeout.InfiniteTimeSpan };
        streams.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("torch-tensorrt-release", "1"));
    }

    /// <summary><c>repos/OWNER/NAME</c>.</summary>
    public string Base { get; }

    /// <summary>One reply; null when there is no such thing.</summary>
    public async Task<JToken?> Get(string path)
    {
        try
        {
            var reply = await connection.Get<object>(new Uri(path, UriKind.Relative), null, null);
            return Read(reply.HttpResponse);
        }
        catch (NotFoundException)
        {
            return null;
        }
        catch (Exception error) when (Translate(error, $"GET {path}") is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Every item of a list, page by page as the Link header leads.</summary>
    /// <param name="items">Name of the member that holds the items where the reply is an object; null where it is the list.</param>
    public async Task<IReadOnlyList<JToken>> GetAll(string path, string? items = null)
    {
        var found = new List<JToken>();
        Uri? next = new Uri($"{path}{(path.Contains('?') ? '&' : '?')}per_page=100", UriKind.Relative);
        try
        {
            while (next is not null)
            {
                var reply = await connection.Get<object>(next, null, null);
                var page = Read(reply.HttpResponse);
                found.AddRange((items is null ? page : page?[items]) ?? new JArray());
                next = reply.HttpResponse.ApiInfo?.Links.GetValueOrDefault("next");
            }
        }
        catch (NotFoundException)
        {
            return [];
        }
        catch (Exception error) when (Translate(error, $"GET {path}") is { } translated)
        {
            throw translated;
        }

        return found;
    }

    /// <summary>Sends a change once. The caller looks afterwards where a lost reply leaves it in doubt.</summary>
    /// <exception cref="LostReplyException">The change may or may not have happened.</exception>
    public async Task<JToken?> Send(HttpMethod method, string path, object? body)
    {
        RequireToken($"{method} {path}");
        var json = body is null ? null : JsonConvert.SerializeObject(body);
        var address = new Uri(path, UriKind.Relative);
        try
        {
            var reply = method.Method switch
            {
                "POST" => (await connection.Post<object>(address, json ?? "{}", "application/vnd.github+json", "application/json")).HttpResponse,
                "PUT" => (await connection.Put<object>(address, json ?? "{}")).HttpResponse,
                "PATCH" => (await connection.Patch<object>(address, json ?? "{}")).HttpResponse,
                "DELETE" => await Delete(address),
                _ => throw new ArgumentOutOfRangeException(nameof(method)),
            };
            return reply is null ? null : Read(reply);
        }
        catch (Exception error) when (IsLost(error))
        {
            throw new LostReplyException($"{method} {path}", error);
        }
        catch (Exception error) when (Translate(error, $"{method} {path}") is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Streams a file to an upload address; memory stays flat.</summary>
    /// <exception cref="LostReplyException">The asset may or may not be there.</exception>
    public async Task<JToken?> Upload(Uri address, string path, CancellationToken cancel)
    {
        RequireToken($"upload of {Path.GetFileName(path)}");
        await using var file = new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        using var content = new StreamContent(file, 1 << 18);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentLength = file.Length;
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        Authorize(request);
        try
        {
            using var response = await streams.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            if ((int)response.StatusCode >= 500) throw new LostReplyException($"POST {address.AbsolutePath}", null);
            return response.IsSuccessStatusCode ? JToken.Parse(text) : throw Refused(response, $"POST {address.AbsolutePath}", text);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new LostReplyException($"POST {address.AbsolutePath}", error);
        }
    }

    /// <summary>Streams an asset's bytes. The token does not follow a redirect to another host.</summary>
    public async Task<Stream> Download(string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/octet-stream"));
        Authorize(request);
        var response = await streams.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.StatusCode is HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect && response.Headers.Location is { } elsewhere)
        {
            response.Dispose();
            using var onward = new HttpRequestMessage(HttpMethod.Get, elsewhere);
            onward.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/octet-stream"));
            response = await streams.SendAsync(onward, HttpCompletionOption.ResponseHeadersRead, cancel);
        }

        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsStreamAsync(cancel)
            : throw Refused(response, $"GET {path}", await response.Content.ReadAsStringAsync(cancel));
    }

    public void Dispose() => streams.Dispose();

    private static Retries Pipeline(TimeProvider time) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, time);

    private void Authorize(HttpRequestMessage request)
    {
        if (token() is { Length: > 0 } secret) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
    }

    private async Task<IResponse?> Delete(Uri address)
    {
        await connection.Delete(address);
        return null;
    }

    private static JToken? Read(IResponse reply) => reply.Body is string { Length: > 0 } text ? JToken.Parse(text) : null;

    private void RequireToken(string what)
    {
        if (token() is { Length: > 0 }) return;
        throw new ReleaseException(new ReleaseError("TR3001", $"{what} needs a token, and there is none.", "set GITHUB_TOKEN to a token that may write contents and pull requests", api.ToString()));
    }

    private static bool IsLost(Exception error)
        => error is HttpRequestException or TaskCanceledException or IOException or ApiException { StatusCode: >= HttpStatusCode.InternalServerError };

    private ReleaseException? Translate(Exception error, string what) => error switch
    {
        AuthorizationException => Problem("TR3002", error, what, "the token is not accepted", "give a valid token in GITHUB_TOKEN"),
        RateLimitExceededException limit => Problem("TR3003", error, what, $"the hourly limit is used up until {limit.Reset:u}", "give the same command again then"),
        SecondaryRateLimitExceededException or AbuseException => Problem("TR3003", error, what, "GitHub asks to slow down", "give the same command again in a few minutes"),
        ForbiddenException => Problem("TR3004", error, what, $"refused: {error.Message}", "give the token the permission that the request needs"),
        ApiValidationException invalid => Problem("TR3005", error, what, $"refused: {Details(invalid)}", "see what it says"),
        ApiException api => Problem("TR3006", error, what, $"answered {(int)api.StatusCode}: {api.Message}", "give the same command again; if it repeats, report the request id"),
        HttpRequestException or TaskCanceledException or IOException => new ReleaseException(new ReleaseError(
            "TR3007", $"{what}: nobody answers: {error.Message}", "check the network and --forge, then give the same command again", this.api.ToString()), error),
        _ => null,
    };

    private ReleaseException Problem(string code, Exception error, string what, string found, string next)
    {
        var id = (error as ApiException)?.HttpResponse?.Headers.FirstOrDefault(header => header.Key.Equals("X-GitHub-Request-Id", StringComparison.OrdinalIgnoreCase)).Value;
        return new ReleaseException(new ReleaseError(code, $"{what}: {found}{(id is null ? "" : $" (request {id})")}.", next, api.ToString()), error);
    }

    private ReleaseException Refused(HttpResponseMessage response, string what, string text)
    {
        var id = response.Headers.TryGetValues("X-GitHub-Request-Id", out var ids) ? $" (request {ids.First()})" : "";
        return new ReleaseException(new ReleaseError(
            response.StatusCode is HttpStatusCode.Unauthorized ? "TR3002" : "TR3006",
            $"{what}: answered {(int)response.StatusCode}{id}: {text[..Math.Min(text.Length, 200)]}", "see what it says, then give the same command again", api.ToString()));
    }

    private static string Details(ApiValidationException invalid)
        => string.Join("; ", new[] { invalid.ApiError?.Message ?? invalid.Message }.Concat(invalid.ApiError?.Errors?.Select(error => error.Message ?? $"{error.Field} {error.Code}") ?? []));

    private sealed class CurrentToken(Func<string?> token) : ICredentialStore
    {
        public Task<Credentials> GetCredentials()
            => Task.FromResult(token() is { Length: > 0 } secret ? new Credentials(secret, AuthenticationType.Bearer) : Credentials.Anonymous);
    }
}

/// <summary>A change was sent and no usable reply came: it may have happened.</summary>
internal sealed class LostReplyException(string request, Exception? inner) : Exception($"No reply to {request}.", inner)
{
    /// <summary>The error a user sees when looking afterwards did not help.</summary>
    public ReleaseException Unsure() => new(new ReleaseError(
        "TR3008", $"{request} got no reply, and afterwards the change is not there.", "give the same command again"), this);
}
