using System.Security.Cryptography;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Desk;

/// <summary>
/// A checkout of the user's: files with uncommitted changes are not written over, unless what stands there is what this program itself wrote before.
/// </summary>
public sealed class GuardedWorkspace(IWorkspace files, IGit git, IReceipts receipts) : IWorkspace
{
    private const string Receipt = "written.txt";

    public string Root => files.Root;

    public bool Exists(string path) => files.Exists(path);

    public byte[]? Read(string path) => files.Read(path);

    public Task<IReadOnlyList<string>> TrackedFiles(CancellationToken cancel) => files.TrackedFiles(cancel);

    public IReadOnlyList<string> Below(string folder) => files.Below(folder);

    /// <exception cref="ReleaseException">TR2017 for every file with work of somebody else's; nothing is written then.</exception>
    public void Write(IReadOnlyList<FileChange> changes)
    {
        var uncommitted = git.Uncommitted(CancellationToken.None).GetAwaiter().GetResult();
        var ours = Ours();
        var foreign = changes.Where(change => IsUncommitted(change.Path, uncommitted) && files.Read(change.Path) is { } present && !ours.Contains(Line(change.Path, present))).ToList();
        if (foreign.Count > 0)
            throw new ReleaseException(ExitCode.Failed, [.. foreign.Select(change => new ReleaseError(
                "TR2017", "the file has uncommitted changes, which would be written over.", "commit or stash them, then give the same command again", change.Path))]);

        var written = changes.Where(change => change.Content is not null).Select(change => Line(change.Path, change.Content!)).ToList();
        // Told before and after: a run that dies in between has left files of ours, too.
        Remember(ours.Concat(written));
        files.Write(changes);
        Remember(ours.Where(line => !changes.Any(change => line.EndsWith($"  {change.Path}", StringComparison.Ordinal))).Concat(written));
    }

    private void Remember(IEnumerable<string> lines) => receipts.Write(Receipt, string.Concat(lines.Distinct().Select(line => $"{line}\n")));

    private IReadOnlyList<string> Ours() => receipts.Read(Receipt)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static bool IsUncommitted(string path, IReadOnlyList<string> uncommitted)
        => uncommitted.Any(other => other == path || (other.EndsWith('/') && path.StartsWith(other, StringComparison.Ordinal)));

    private static string Line(string path, byte[] content) => $"{Convert.ToHexStringLower(SHA256.HashData(content))}  {path}";
}
