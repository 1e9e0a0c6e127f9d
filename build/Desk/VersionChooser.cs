using Build.CommandLine;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>Which version this run is about.</summary>
public sealed class VersionChooser(ReleaseRequest request, GraphScope scope)
{
    /// <summary>What is done with a tagged commit.</summary>
    private static readonly IReadOnlySet<string> FromTag = new HashSet<string>(StringComparer.Ordinal) { "Docs", "Perf", "PerfReport", "Libtorchtrt", "WheelContainer", "Wheels", "Attest", "GitHubRelease", "Verify" };

    /// <summary>The version given, checked against history, or the next one by the release criteria; the bumps around a release have their own.</summary>
    public async Task<VersionChoice> Choose(SourceCheckout source, CancellationToken cancel)
    {
        var tree = PackageVersion.Read(source.Files);
        var released = Released(source);
        if (Kind() is BumpKind.Cut) return await Choice(BumpVersion.ForCut(request.Version, tree, released), source, cancel);
        if (Kind() is BumpKind.Development) return await Choice(BumpVersion.ForDevelopment(request.Version, tree, await HasLeft(tree.Line, released, source, cancel)), source, cancel);
        if (request.Version is null)
        {
            var next = await Next(source, cancel);
            return new VersionChoice(next.Version, await Start(next.Version, source, source.Tags.Known, cancel), $"next by the criteria for {next.Rule.Display()}", next.Explanation);
        }

        if (request.DocsWork == DocsWork.FromTag) return new VersionChoice(request.Version, await Start(request.Version, source, source.Tags.Known, cancel), "as given with --version, a release of the past", []);

        NextVersionPolicy.Check(request.Version, tree, GoesOnFromTag(source) ? [.. released.Where(release => release != request.Version)] : released);
        return new VersionChoice(request.Version, await Start(request.Version, source, source.Tags.Known, cancel), "as given with --version", [$"--version={request.Version}; the tree calls itself {tree.Written} ({tree.Where})."]);
    }

    /// <summary>What the criteria say, whatever version was given.</summary>
    public async Task<NextVersion> Next(SourceCheckout source, CancellationToken cancel)
    {
        var survey = new NextVersionSurvey(source.Files, source.History);
        return NextVersionPolicy.Decide(await survey.Take(source.Head.Id, source.Tags.Known, source.Branch, cancel), request.Next);
    }

    /// <summary>Where the commits of a release begin: at <c>--from</c>, or after the highest lower final release among some tags.</summary>
    public async Task<RangeStart> Start(ReleaseVersion version, SourceCheckout source, IReadOnlyList<Tag> tags, CancellationToken cancel)
        => request.From is { } from ? RangeStart.Named(from, await source.History.Resolve(from, cancel)) : RangeStart.Before(version, tags);

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

    /// <summary>Whoever stands at the tag itself, as the jobs of a pipeline do, goes on with its release: files are built, attested and published from there.</summary>
    private bool GoesOnFromTag(SourceCheckout source)
        => scope.Tasks.All(FromTag.Contains) && source.Tags.Known.Any(tag => tag.Name == request.Version?.Tag() && tag.Target == source.Head.Id);

    /// <summary>Whether a series has left main: there is a release branch, here or at the remote, or a tag of it.</summary>
    private static async Task<bool> HasLeft(ReleaseVersion line, IReadOnlyList<ReleaseVersion> released, SourceCheckout source, CancellationToken cancel)
        => released.Any(release => (release.Major, release.Minor) == (line.Major, line.Minor))
            || await source.Writer.Ref($"refs/heads/{line.ReleaseBranch()}", cancel) is not null
            || await source.Writer.Ref($"refs/remotes/origin/{line.ReleaseBranch()}", cancel) is not null;

    private async Task<VersionChoice> Choice(BumpVersion bump, SourceCheckout source, CancellationToken cancel)
        => new(bump.Version, await Start(bump.Version, source, source.Tags.Known, cancel), bump.Why, []);

    private static IReadOnlyList<ReleaseVersion> Released(SourceCheckout source) => Releases.Among(source.Tags.Known.Select(tag => tag.Name));
}
