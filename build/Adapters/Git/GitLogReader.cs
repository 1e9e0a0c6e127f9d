using System.Globalization;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>
/// Commits, tags and the remote of a checkout, each from one git that is read on the caller's thread. For answers that are wanted at once; what
/// goes wrong here is found and told by <see cref="GitRepositoryAt"/> and <see cref="GitHistory"/>.
/// </summary>
/// <param name="folder">Absolute path of a clone with its own <c>.git</c> folder and its whole history.</param>
internal sealed class GitLogReader(string folder) : ICommitLog
{
    private const byte Nul = 0;
    private const byte LineEnd = (byte)'\n';

    private readonly Dictionary<string, CommitId> known = new(StringComparer.Ordinal);
    private GitReading? begun;

    /// <summary>Whether a folder is a clone that can be read without asking git first.</summary>
    public static bool CanRead(string folder) => Directory.Exists(Path.Combine(folder, ".git")) && !File.Exists(Path.Combine(folder, ".git", "shallow"));

    /// <summary>Starts reading the commits of a range, which <see cref="Commits(string?, string, CancellationToken)"/> then goes on with.</summary>
    public GitReading Begin(string? from, string to) => begun = GitReading.Start(folder, [.. GitHistory.Log, .. Ends(from, to), "--"]);

    /// <summary>Starts asking for the address of <c>origin</c>.</summary>
    public GitReading AskForRemote() => GitReading.Start(folder, "config", "--get", "remote.origin.url");

    /// <summary>Starts asking for every tag.</summary>
    public GitReading AskForTags() => GitReading.Start(
        folder, "for-each-ref", "--format=%(refname:lstrip=2)%09%(objecttype)%09%(objectname)%09%(committerdate:unix)%09%(*objecttype)%09%(*objectname)%09%(*committerdate:unix)", "refs/tags");

    /// <summary>The one line that a git prints; null when it prints none.</summary>
    public static string? Line(GitReading reading) => reading.Records(LineEnd).LastOrDefault();

    /// <summary>The tags that lead to a commit.</summary>
    public static IReadOnlyList<Tag> Tags(GitReading reading)
    {
        var tags = new List<Tag>();
        foreach (var line in reading.Records(LineEnd))
        {
            var fields = line.Split('\t');
            var at = fields[1] == "tag" ? 4 : 1;
            if (fields[at] == "commit") tags.Add(new Tag(fields[0], new CommitId(fields[at + 1]), Time(fields[at + 2])));
        }

        return tags;
    }

    /// <summary>Names and committer times of two revisions, which are then known.</summary>
    /// <exception cref="ReleaseException">TR2004 when one of them is no commit.</exception>
    public (RevisionTime First, RevisionTime Second) Look(string first, string second)
    {
        using var reading = GitReading.Start(folder, "log", "--no-walk=unsorted", "--no-show-signature", "--no-patch", "--format=tformat:%H %ct", first, second, "--");
        // A commit that is named twice is printed once.
        var found = new List<RevisionTime>();
        foreach (var line in reading.Records(LineEnd)) found.Add(RevisionTime.Read(line));
        (known[first], known[second]) = (found[0].Id, found[^1].Id);
        return (found[0], found[^1]);
    }

    public Task<CommitId> Resolve(string revision, CancellationToken cancel)
        => Task.FromResult(known.TryGetValue(revision, out var id) ? id : Look(revision, revision).First.Id);

    public IAsyncEnumerable<Commit> Commits(CommitRange range, CancellationToken cancel)
        => Log(range.From is null ? [range.To.Hex] : [range.To.Hex, $"^{range.From.Hex}"]).ToAsyncEnumerable();

    public IAsyncEnumerable<Commit> Commits(string? from, string to, CancellationToken cancel)
        => (begun is null ? Log(Ends(from, to)) : Read(begun)).ToAsyncEnumerable();

    public IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, CancellationToken cancel)
        => Log([.. ends.Select(end => end.Hex).Distinct()]).ToAsyncEnumerable();

    private static string[] Ends(string? from, string to) => from is null ? [to] : [to, $"^{from}"];

    private IEnumerable<Commit> Log(string[] revisions)
    {
        using var reading = GitReading.Start(folder, [.. GitHistory.Log, .. revisions, "--"]);
        foreach (var commit in Read(reading)) yield return commit;
    }

    private static IEnumerable<Commit> Read(GitReading reading)
    {
        foreach (var record in reading.Records(Nul)) yield return GitHistory.Read(record);
    }

    private static DateTimeOffset Time(string seconds) => RevisionTime.TimeOf(seconds);
}

/// <summary>The commit that a revision names, and when it was committed.</summary>
internal sealed record RevisionTime(CommitId Id, DateTimeOffset Committed)
{
    public static RevisionTime Read(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return new RevisionTime(new CommitId(line[..space]), TimeOf(line[(space + 1)..]));
    }

    /// <param name="seconds">Since 1970, in UTC.</param>
    public static DateTimeOffset TimeOf(string seconds) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, NumberStyles.None, CultureInfo.InvariantCulture));
}
