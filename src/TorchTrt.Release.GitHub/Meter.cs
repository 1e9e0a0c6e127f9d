using System.Globalization;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub;

/// <summary>Counts what is asked, and reads from the replies what is left.</summary>
internal sealed class Meter
{
    private readonly Lock gate = new();

    public ForgeUse Use { get; private set; } = new(0, 0, 0, null, null);

    public void Sent(HttpRequestMessage request)
    {
        lock (gate) Use = Retries.IsRead(request) ? Use with { Reads = Use.Reads + 1 } : Use with { Changes = Use.Changes + 1 };
    }

    public void Answered(HttpResponseMessage response)
    {
        var remaining = Number(response, "x-ratelimit-remaining");
        var resets = Number(response, "x-ratelimit-reset");
        lock (gate)
        {
            if (response.StatusCode == System.Net.HttpStatusCode.NotModified) Use = Use with { Unchanged = Use.Unchanged + 1 };
            if (remaining is { } left && resets is { } end) Use = Use with { Remaining = (int)left, Resets = DateTimeOffset.FromUnixTimeSeconds(end) };
        }
    }

    private static long? Number(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
