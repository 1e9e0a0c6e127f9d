using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Tests.Shared;

/// <summary>A checkout in memory and the commits since its last release, newest first.</summary>
internal sealed class ChangelogWorld : IWorkspace, IHistory
{
    private readonly Dictionary<string, byte[]> files = [];

    public List<Commit> Log { get; } = [];

    public int Writes { get; private set; }

    public CommitRange? Asked { get; private set; }

    public string Root => "/checkout";

    /// <summary>A commit whose hash is made of one repeated digit pair, so that a reader can tell commits apart.</summary>
    public static Commit Commit(int number, string message, string author = "Ada Lovelace")
        => new(Id(number), [], author, $"{author.Replace(' ', '.').ToLowerInvariant()}@example.com", new DateTimeOffset(2026, 2, 3, 23, 0, 0, TimeSpan.Zero), message + "\n");

    public static Commit Merge(int number, string message) => Commit(number, message) with { Parents = [Id(number + 1), Id(number + 2)] };

    public static CommitId Id(int number) => new(string.Concat(Enumerable.Repeat(number.ToString("x2"), 20)));

    public ChangelogWorld With(params Commit[] commits)
    {
        Log.AddRange(commits);
        return this;
    }

    public string Text(string path) => Encoding.UTF8.GetString(files[path]);

    public void Put(string path, string text) => files[path] = Encoding.UTF8.GetBytes(text);

    public bool Exists(string path) => files.ContainsKey(path);

    public byte[]? Read(string path) => files.GetValueOrDefault(path);

    public Task<IReadOnlyList<string>> TrackedFiles(CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<string>>([.. files.Keys.Order(StringComparer.Ordinal)]);

    public IReadOnlyList<string> Below(string folder) => [.. files.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public void Write(IReadOnlyList<FileChange> changes)
    {
        Writes++;
        foreach (var change in changes) files[change.Path] = change.Content!;
    }

    public Task<CommitId> Resolve(string revision, CancellationToken cancel) => Task.FromResult(revision == "v1.1.0" ? Id(0) : Log[0].Id);

    public Task<IReadOnlyList<Tag>> Tags(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Tag>>([]);

    public IAsyncEnumerable<Commit> Commits(CommitRange range, CancellationToken cancel)
    {
        Asked = range;
        return Log.ToAsyncEnumerable();
    }

    public IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, CancellationToken cancel) => Log.ToAsyncEnumerable();

    public Task<byte[]?> FileAt(CommitId commit, string path, CancellationToken cancel) => Task.FromResult(Read(path));

    public Task<bool> IsAncestor(CommitId ancestor, CommitId descendant, CancellationToken cancel) => Task.FromResult(false);
}

/// <summary>A clock that stands still.</summary>
internal sealed class ChangelogClock(int year, int month, int day) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(year, month, day, 12, 0, 0, TimeSpan.Zero);
}
