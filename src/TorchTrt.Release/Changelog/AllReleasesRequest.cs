using System.Text;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Changelog;

/// <summary>A section for every final release up to a revision, newest first, as a file that is written anew has them.</summary>
/// <param name="To">Release tag or other revision; tags that came later are left out.</param>
/// <param name="Format">Whose text the sections are; the programs put different numbers of blank lines between them.</param>
public sealed record AllReleasesRequest(string To, string RepositoryUrl, ChangelogFormat Format = ChangelogFormat.Cli5)
{
    /// <summary>Reads the history once, whatever the number of releases. Lines end with LF.</summary>
    /// <exception cref="ReleaseException">TR1101 when the revision does not exist; TR1403 when no release leads up to it.</exception>
    public async Task<string> Render(ICommitLog history, IReadOnlyList<Tag> tags, CancellationToken cancel)
    {
        var end = await history.Resolve(To, cancel);
        var last = Spelling.TryReadTag(To, out var named) ? named : null;
        var released = tags.ToDictionary(tag => tag.Name, StringComparer.Ordinal);
        var versions = Releases.Among(released.Keys).Where(version => version.IsFinal && released.ContainsKey(version.Tag()) && (last is null || version <= last)).Order().ToList();
        if (versions.Count == 0) throw new ReleaseException(new ReleaseError("TR1403", $"no final release leads up to {To}.", "fetch the tags: git fetch --tags", To));

        var graph = await CommitGraph.Read(history, [.. versions.Select(version => released[version.Tag()].Target), end], cancel);
        var sections = new List<string>();
        Tag? before = null;
        foreach (var version in versions)
        {
            var tag = released[version.Tag()];
            var day = DateOnly.FromDateTime(graph.Get(tag.Target).Committed.UtcDateTime);
            var compare = before is null ? null : new CompareEnds(before.Name, tag.Name);
            sections.Add(AngularSection.Render(SectionHeader.Of(version, day, RepositoryUrl, compare), graph.Between(before?.Target, tag.Target), Format));
            before = tag;
        }

        sections.Reverse();
        return new StringBuilder().AppendJoin(Format == ChangelogFormat.Cc8 ? "\n" : "\n\n", sections).ToString();
    }
}
