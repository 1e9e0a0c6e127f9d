using System.Globalization;
using System.Net;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Octokit;

namespace TorchTrt.Release.GitHub;

/// <summary>A reply that is no success, in words: what GitHub said, and what to do next (https://docs.github.com/en/rest/using-the-rest-api).</summary>
/// <param name="Request">Method and path.</param>
/// <param name="Said">GitHub's own message.</param>
/// <param name="RequestId">GitHub's id of the request, for its support; null when there was none.</param>
/// <param name="IsLimit">Whether it ends by itself.</param>
/// <param name="LimitEnds">When the hourly limit begins anew; null when it is not used up.</param>
internal sealed record Refusal(string Request, HttpStatusCode Status, string Said, string? RequestId, bool IsLimit, DateTimeOffset? LimitEnds)
{
    public static Refusal Of(string request, ApiException error)
    {
        var headers = error.HttpResponse?.Headers ?? new Dictionary<string, string>();
        return Of(request, error.StatusCode, error.HttpResponse?.Body as string ?? error.Message, name
            => headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);
    }

    public static Refusal Of(string request, HttpResponseMessage response, string text)
        => Of(request, response.StatusCode, text, name => response.Headers.TryGetValues(name, out var values) ? values.First() : null);

    public override string ToString() => $"answered {(int)Status}{(Said.Length > 0 ? $": {Said}" : "")}{(RequestId is null ? "" : $" (request {RequestId})")}";

    public ReleaseException ToException(Uri api, Exception? inner)
    {
        var (code, next) = Status switch
        {
            HttpStatusCode.Unauthorized => ("TR3002", "give a valid token in GITHUB_TOKEN"),
            _ when IsLimit => ("TR3003", TryLater()),
            HttpStatusCode.Forbidden => ("TR3004", "give the token in GITHUB_TOKEN the permission that the request needs"),
            HttpStatusCode.UnprocessableEntity => ("TR3005", "change what it names, then give the same command again"),
            HttpStatusCode.NotFound => ("TR3009", "check the repository's name, and that the token in GITHUB_TOKEN may see it and has the permission (without it GitHub answers 404 as well)"),
            HttpStatusCode.MethodNotAllowed => ("TR3010", "resolve what it names (a conflict, a lock, a missing check or review), then give the same command again"),
            HttpStatusCode.Conflict => ("TR3011", "look at what moved meanwhile, then give the same command again"),
            _ => ("TR3006", "give the same command again; if it repeats, tell GitHub's support the request's id"),
        };
        return new ReleaseException(new ReleaseError(code, $"{Request} {this}.", next, api.ToString()), inner);
    }

    private static Refusal Of(string request, HttpStatusCode status, string body, Func<string, string?> header)
    {
        var ends = Limit.IsUsedUp(header) && long.TryParse(header("x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            ? DateTimeOffset.FromUnixTimeSeconds(reset)
            : (DateTimeOffset?)null;
        return new Refusal(request, status, Message(body), header("x-github-request-id"), Limit.Says(status, header, body), ends);
    }

    private string TryLater() => LimitEnds is { } ends
        ? string.Create(CultureInfo.InvariantCulture, $"give the same command again after {ends:yyyy-MM-dd HH:mm:ss} UTC")
        : "give the same command again in a few minutes";

    /// <summary>The message and the details of each error; a page of a proxy is cut short.</summary>
    private static string Message(string body)
    {
        const int longest = 300;
        try
        {
            if (JToken.Parse(body) is JObject reply)
                return string.Join("; ", new[] { (string?)reply["message"] }.Concat((reply["errors"] as JArray ?? []).Select(Detail)).Where(part => !string.IsNullOrEmpty(part)));
        }
        catch (JsonReaderException)
        {
            // Not GitHub's own words; shown as they are.
        }

        var line = string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > longest ? $"{line[..longest]}…" : line;
    }

    private static string? Detail(JToken error) => error is not JObject detail
        ? error.ToString()
        : (string?)detail["message"] is { Length: > 0 } message ? message : $"{detail["resource"]} {detail["field"]} {detail["code"]}".Trim();
}

/// <summary>A change was sent and no usable reply came: it may have happened. Whoever sent it looks.</summary>
internal sealed class LostReplyException(string request, string reason, Exception? inner) : Exception($"{request}: {reason}", inner)
{
    /// <summary>The error a user sees when looking afterwards did not find the change.</summary>
    public ReleaseException Unsure() => new(new ReleaseError(
        "TR3008", $"{request} got no usable reply ({reason}), and afterwards the change is not there.", "give the same command again"), this);
}

/// <summary>The forge refused a change because of what is there already; the caller may find that it is what was wanted.</summary>
internal static class Refusals
{
    /// <summary>422: "already exists".</summary>
    public static bool SaysInvalid(this ReleaseException error) => error.Errors[0].Code == "TR3005";

    /// <summary>405, also when the pull request is merged already.</summary>
    public static bool SaysNotMergeable(this ReleaseException error) => error.Errors[0].Code == "TR3010";

    /// <summary>409: what it was about moved.</summary>
    public static bool SaysConflict(this ReleaseException error) => error.Errors[0].Code == "TR3011";

    /// <summary>401: this is told to nobody without a name.</summary>
    public static bool SaysUnknown(this ReleaseException error) => error.Errors[0].Code == "TR3002";

    /// <summary>403 that no waiting ends.</summary>
    public static bool SaysForbidden(this ReleaseException error) => error.Errors[0].Code == "TR3004";

    /// <summary>404.</summary>
    public static bool SaysAbsent(this ReleaseException error) => error.Errors[0].Code == "TR3009";
}
