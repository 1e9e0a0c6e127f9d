using System.Net;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// When a refusal is one of GitHub's limits, which end by themselves (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
/// The secondary limit may say no time, only its name; it was called abuse detection once.
/// </summary>
internal static class Limit
{
    /// <summary>Whether a status can mean a limit at all; only then is the text worth reading.</summary>
    public static bool MaySay(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden;

    public static bool Says(HttpStatusCode status, Func<string, string?> header, string text) => status switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Forbidden => header("retry-after") is not null || IsUsedUp(header)
            || text.Contains("rate limit", StringComparison.OrdinalIgnoreCase) || text.Contains("abuse detection", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>The hourly limit.</summary>
    public static bool IsUsedUp(Func<string, string?> header) => header("x-ratelimit-remaining") == "0";
}
