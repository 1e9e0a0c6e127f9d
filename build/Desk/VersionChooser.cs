using Build.CommandLine;
using TorchTrt.Release;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>Which version this run is about.</summary>
public sealed class VersionChooser(ReleaseRequest request, GraphScope scope)
{
    /// <summary>The version given, checked against history, or the next one by the release criteria; the bumps around a release have their own.</summary>
    public async Task<VersionChoice> Choose(SourceCheckout source, CancellationToken cancel)
    {
        var tree = PackageVersion.Read(source.Files);
        var released = Released(source);
        if (Kind() is BumpKind.Cut) return Choice(BumpVersion.ForCut(request.Version, tree, released), released, source);
        if (Kind() is BumpKind.Development) return Choice(BumpVersion.ForDevelopment(request.Version, tree, await HasLeft(tree.Line, released, source, cancel)), released, source);
        if (request.Version is null)
        {
            var next = await Next(source, cancel);
            return new VersionChoice(next.Version, Previous(next.Version, released, source), $"next by the criteria for {next.Rule.Display()}", next.Explanation);
        }

        NextVersionPolicy.Check(request.Version, tree, released);
        return new VersionChoice(request.Version, Previous(request.Version, released, source), "as given with --version", [$"--version={request.Version}; the tree calls itself {tree.Written} ({tree.Where})."]);
    }

    /// <summary>What the criteria say, whatever version was given.</summary>
    public async Task<NextVersion> Next(SourceCheckout source, CancellationToken cancel)
    {
        var survey = new NextVersionSurvey(source.Files, source.History);
        return NextVersionPolicy.Decide(await survey.Take(source.Head.Id, source.Tags.Known, source.Branch, cancel), request.Next);
    }

    /// <exception cref="ReleaseException">TR1082 when the chosen targets are about different versions.</exception>
    private BumpKind Kind()
    {
        var around = scope.Tasks.Where(task => task is "Cut" or "NextDev").ToList();
        if (around.Count > 0 && scope.Tasks.Any(task => !around.Contains(task) || around.Count > 1))
            throw new ReleaseException(new ReleaseError("TR1082", $"{string.Join(" and ", scope.Tasks)} are not about the same version.", "run them one after the other", "--target"));
        return around switch
        {
            ["Cut"] => BumpKind.Cut,
            ["NextDev"] => BumpKind.Development,
            _ => BumpKind.Release,
        };
    }

    /// <summary>Whether a series has left main: there is a release branch, here or at the remote, or a tag of it.</summary>
    private static async Task<bool> HasLeft(ReleaseVersion line, IReadOnlyList<ReleaseVersion> released, SourceCheckout source, CancellationToken cancel)
        => released.Any(release => (release.Major, release.Minor) == (line.Major, line.Minor))
            || await source.Writer.Ref($"refs/heads/{line.ReleaseBranch()}", cancel) is not null
            || await source.Writer.Ref($"refs/remotes/origin/{line.ReleaseBranch()}", cancel) is not null;

    private static VersionChoice Choice(BumpVersion bump, IReadOnlyList<ReleaseVersion> released, SourceCheckout source)
        => new(bump.Version, Previous(bump.Version, released, source), bump.Why, []);

    private static IReadOnlyList<ReleaseVersion> Released(SourceCheckout source) => Releases.Among(source.Tags.Known.Select(tag => tag.Name));

    private static PreviousRelease? Previous(ReleaseVersion version, IReadOnlyList<ReleaseVersion> released, SourceCheckout source)
        => Releases.Previous(version, released) is { } previous && source.Tags.Known.FirstOrDefault(tag => tag.Name == previous.Tag()) is { } tag
            ? new PreviousRelease(previous, tag.Name, tag.Target)
            : null;
}
