using Build.CommandLine;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>Which version this run is about.</summary>
public sealed class VersionChooser(ReleaseRequest request)
{
    /// <summary>The version given, checked against history, or the next one by the release criteria.</summary>
    public async Task<VersionChoice> Choose(SourceCheckout source, CancellationToken cancel)
    {
        var tree = PackageVersion.Read(source.Files);
        var released = Releases.Among(source.Tags.Known.Select(tag => tag.Name));
        if (request.Version is null)
        {
            var next = await Next(source, tree, released, cancel);
            return new VersionChoice(next.Version, Previous(next.Version, released, source), $"next by the criteria for {next.Rule.Display()}", next.Explanation);
        }

        NextVersionPolicy.Check(request.Version, tree, released);
        return new VersionChoice(request.Version, Previous(request.Version, released, source), "as given with --version", [$"--version={request.Version}; the tree calls itself {tree.Written} ({tree.Where})."]);
    }

    /// <summary>What the criteria say, whatever was given.</summary>
    public static async Task<NextVersion> Next(SourceCheckout source, CancellationToken cancel)
        => await Next(source, PackageVersion.Read(source.Files), Releases.Among(source.Tags.Known.Select(tag => tag.Name)), cancel);

    private static async Task<NextVersion> Next(SourceCheckout source, PackageVersion tree, IReadOnlyList<ReleaseVersion> released, CancellationToken cancel)
    {
        var last = Releases.LastOf(tree.Written, released) is { } version ? Find(version, source) : null;
        var commits = new List<Commit>();
        await foreach (var commit in source.History.Commits(new CommitRange(last?.Commit, source.Head.Id), cancel)) commits.Add(commit);
        var then = last is null ? null : TorchPin.Read(await TreeAt(source.History, last.Commit, cancel));
        return NextVersionPolicy.Decide(new NextVersionFacts(tree, released, commits, TorchPin.Read(source.Files), then));
    }

    private static async Task<Tree> TreeAt(IHistory history, CommitId commit, CancellationToken cancel)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in PinRegistry.Paths)
            if (await history.FileAt(commit, path, cancel) is { } content) files.Add(path, content);
        return Tree.Of(files);
    }

    private static PreviousRelease? Previous(ReleaseVersion version, IReadOnlyList<ReleaseVersion> released, SourceCheckout source)
        => Releases.Previous(version, released) is { } previous ? Find(previous, source) : null;

    private static PreviousRelease? Find(ReleaseVersion version, SourceCheckout source)
        => source.Tags.Known.FirstOrDefault(tag => tag.Name == version.Tag()) is { } tag ? new PreviousRelease(version, tag.Name, tag.Target) : null;
}
