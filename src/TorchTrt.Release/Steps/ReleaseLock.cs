using System.Globalization;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>Who changes a branch's release at this moment, as the forge keeps it: one process, from its first effect to its end.</summary>
/// <param name="Release">Version that is released.</param>
/// <param name="Owner">Who releases. One line.</param>
/// <param name="Machine">Where. One line.</param>
/// <param name="Holder">Names the release's folder; the same command in the same folder is the same holder, also after a crash.</param>
/// <param name="Since">When it was taken, to the second.</param>
/// <param name="TakeOver">Why it was taken from another holder; null when it was free.</param>
public sealed record ReleaseLock(string Branch, string Release, string Owner, string Machine, string Holder, DateTimeOffset Since, string? TakeOver = null)
{
    /// <summary>What the refs of all locks begin with: neither a branch nor a tag, so no workflow starts and no rule applies.</summary>
    public const string Prefix = "release-locks/";

    private const string Held = "release lock: held";

    private const string Free = "release lock: free";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The ref without <c>refs/</c>.</summary>
    public static string RefOf(string branch) => Prefix + branch;

    /// <summary>Message of the commit that says the lock is held, with a trailer for each field.</summary>
    public string Message => string.Join('\n',
    [
        Held, "", $"Release: {Release}", $"Owner: {Owner}", $"Machine: {Machine}", $"Holder: {Holder}",
        $"Since: {Since.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}", .. TakeOver is null ? [] : new[] { $"Take-over: {TakeOver}" },
    ]) + "\n";

    /// <summary>Message of the commit that says the lock is held by nobody any more.</summary>
    public string FreeMessage => $"{Free}\n\nRelease: {Release}\nHolder: {Holder}\n";

    /// <summary>Reads such a message; null when it says that nobody holds the lock.</summary>
    public static ReleaseLock? Parse(string branch, string message)
    {
        var lines = message.Split('\n');
        if (lines[0] != Held) return null;
        var fields = lines.Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        string Field(string name) => fields.GetValueOrDefault(name, "unknown");
        return new ReleaseLock(
            branch, Field("Release"), Field("Owner"), Field("Machine"), Field("Holder"),
            DateTimeOffset.TryParseExact(Field("Since"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : DateTimeOffset.UnixEpoch,
            fields.GetValueOrDefault("Take-over"));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Owner} on {Machine} releases {Release} from {Branch} since {Since:yyyy-MM-dd HH:mm:ss} UTC");
}

/// <summary>What is seen of a branch's lock.</summary>
/// <param name="Tip">The commit its ref is at; null where the branch was never locked. Whoever changes the lock says which tip he saw.</param>
/// <param name="Held">Null when nobody holds it.</param>
public sealed record LockSight(CommitId? Tip, ReleaseLock? Held);
