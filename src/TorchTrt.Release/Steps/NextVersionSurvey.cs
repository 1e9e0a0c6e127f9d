using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>Gathers what <see cref="NextVersionPolicy"/> decides on, from a checkout and its history.</summary>
public sealed class NextVersionSurvey(IWorkspace files, IHistory history)
{
    /// <param name="head">The commit the release starts from; the commits since the last release are counted up to it.</param>
    /// <param name="tags">The tags that exist for somebody who stands there.</param>
    /// <param name="branch">The branch that is released.</param>
    /// <exception cref="ReleaseException">TR1010 to TR1014 when the checkout's version cannot be read.</exception>
    public async Task<NextVersionFacts> Take(CommitId head, IReadOnlyList<Tag> tags, string branch, CancellationToken cancel)
    {
        var facts = new NextVersionFacts(PackageVersion.Read(files), Releases.Among(tags.Select(tag => tag.Name)), [], TorchPin.Read(files), null, branch);
        var last = facts.Last is { } version ? tags.First(tag => Spelling.TryReadTag(tag.Name, out var tagged) && tagged == version).Target : null;
        return facts with
        {
            Commits = await Commits(new CommitRange(last, head), cancel),
            TorchThen = last is null ? null : TorchPin.Read(await FilesWithPins(last, cancel)),
        };
    }

    private async Task<IReadOnlyList<Commit>> Commits(CommitRange range, CancellationToken cancel)
    {
        var commits = new List<Commit>();
        await foreach (var commit in history.Commits(range, cancel)) commits.Add(commit);
        return commits;
    }

    private async Task<Tree> FilesWithPins(CommitId commit, CancellationToken cancel)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in TorchPin.Paths)
        {
            if (await history.FileAt(commit, path, cancel) is { } content) found.Add(path, content);
        }

        return Tree.Of(found);
    }
}
