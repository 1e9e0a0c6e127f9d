using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>What the decision rests on.</summary>
/// <param name="Tree">The version the tree calls itself.</param>
/// <param name="Releases">Every version that was released, from tags.</param>
/// <param name="Commits">The commits since <see cref="Versions.Releases.LastOf"/>; all of them before a first release.</param>
/// <param name="TorchNow">PyTorch the tree is built for; null when it names none.</param>
/// <param name="TorchThen">The same at the last release; null when there is no last release or it names none.</param>
/// <param name="Branch">The branch that is released: <c>release/2.13</c> carries patches of 2.13 and nothing else.</param>
public sealed record NextVersionFacts(
    PackageVersion Tree, IReadOnlyList<ReleaseVersion> Releases, IReadOnlyList<Commit> Commits, TorchPin? TorchNow, TorchPin? TorchThen, string Branch = "main")
{
    /// <summary>The release this tree follows; null before the first.</summary>
    public ReleaseVersion? Last => Versions.Releases.LastOf(Tree.Written, Releases);
}

/// <summary>
/// The criteria for release: which number is bumped (release process, "Criteria for Release"). The version that the tree calls itself is the
/// maintainers' own choice for the next release and stands, unless it names only a patch where the criteria ask for more.
/// </summary>
public static class NextVersionPolicy
{
    public static NextVersion Decide(NextVersionFacts facts)
    {
        var named = facts.Tree.Line;
        if (facts.Last is not { } last)
            return new NextVersion(named, ReleaseRules.For(named), null, [$"There is no earlier release; the tree names {named} ({facts.Tree.Where})."]);

        var rule = ReleaseRules.For(last);
        var reasons = Reasons(facts);
        var asked = Demand(rule, last, reasons.Heaviest, reasons.NewTorch);
        List<string> lines =
        [
            $"The last release is {last}, so the rule for {rule.Display()} applies: {Text(rule)}.",
            .. reasons.Lines,
            $"The criteria ask for {asked} or later.",
        ];
        var demanded = facts.Branch == last.ReleaseBranch() ? last.NextPatch : asked;
        if (demanded != asked) lines.Add($"The branch {facts.Branch} carries patches of {last.Major}.{last.Minor} only: {demanded}.");

        var chosen = Choose(named, last, demanded, facts.Tree, lines, out var contradiction);
        return new NextVersion(Free(chosen, last, named, facts.Releases, lines), rule, contradiction, lines);
    }

    /// <summary>The same by the kind of version that is wanted.</summary>
    /// <exception cref="ReleaseException">TR1080 when a patch is wanted of a series that was never released.</exception>
    public static NextVersion Decide(NextVersionFacts facts, NextKind kind) => kind switch
    {
        NextKind.Candidate => Candidate(Decide(facts), facts.Releases),
        NextKind.Patch => Patch(facts),
        _ => Decide(facts),
    };

    /// <summary>Checks a version that the user asked for.</summary>
    /// <exception cref="ReleaseException">TR1003 when it was released already; TR1004 when it goes backwards.</exception>
    public static void Check(ReleaseVersion requested, PackageVersion tree, IReadOnlyList<ReleaseVersion> releases)
    {
        if (releases.Contains(requested))
        {
            throw new ReleaseException(new ReleaseError(
                "TR1003", $"{requested} was released already: the tag {requested.Tag()} exists.", "give a later version", "--version"));
        }

        var later = releases.Where(release => release > requested).ToList();
        var maintained = IsSameLine(requested, tree.Line) && !later.Exists(release => IsSameLine(release, requested));
        if (later.Count > 0 && !maintained)
        {
            throw new ReleaseException(new ReleaseError(
                "TR1004", $"{requested} goes backwards: {later.Max()} was released already and this checkout is {tree.Written}.",
                "give a later version, or check out the branch of the older line", "--version", $"later than {Floor(requested, tree, releases)}"));
        }

        if (requested.Final < tree.Line)
        {
            throw new ReleaseException(new ReleaseError(
                "TR1004", $"{requested} goes backwards: this checkout is {tree.Written} ({tree.Where}).",
                "give a later version, or check out the branch of the older line", "--version", $"{tree.Line} or later"));
        }
    }

    private static NextVersion Candidate(NextVersion next, IReadOnlyList<ReleaseVersion> releases)
    {
        var earlier = releases.Where(release => release.Final == next.Version && release.Phase == Phase.Candidate).Max();
        var candidate = next.Version with { Phase = Phase.Candidate, Serial = (earlier?.Serial ?? 0) + 1 };
        return next with
        {
            Version = candidate,
            Explanation = [.. next.Explanation, earlier is null ? $"It has no candidate yet: {candidate}." : $"Its last candidate is {earlier}: {candidate}."],
        };
    }

    private static NextVersion Patch(NextVersionFacts facts)
    {
        var line = facts.Tree.Line;
        var last = facts.Releases.Where(release => release.IsFinal && IsSameLine(release, line)).Max() ?? throw new ReleaseException(new ReleaseError(
            "TR1080", $"there is nothing to patch: no {line.Major}.{line.Minor} was released and this checkout is {facts.Tree.Written}.",
            $"check out {line.ReleaseBranch()} of a series that was, or leave --next out", "--next", $"a tag such as v{line.Major}.{line.Minor}.0"));
        return new NextVersion(
            last.NextPatch, ReleaseRules.For(last), null, [$"This checkout is {facts.Tree.Written} ({facts.Tree.Where}); the last release of its series is {last}, so its patch is {last.NextPatch}."]);
    }

    private static (CommitWeight Heaviest, bool NewTorch, IReadOnlyList<string> Lines) Reasons(NextVersionFacts facts)
    {
        var weighed = facts.Commits.Select(WeighedCommit.Of).ToList();
        var telling = weighed.Where(commit => commit.Weight != CommitWeight.None).OrderByDescending(commit => commit.Weight).ToList();
        var newTorch = facts is { TorchNow: { } now, TorchThen: { } then } && (now.Major, now.Minor).CompareTo((then.Major, then.Minor)) > 0;
        return (telling.Count == 0 ? CommitWeight.None : telling[0].Weight, newTorch,
        [
            .. newTorch ? [$"PyTorch goes from {facts.TorchThen!.Series} to {facts.TorchNow!.Series} ({facts.TorchNow.Where})."] : (string[])[],
            .. telling.Select(commit => $"  {commit}"),
            $"{weighed.Count} {(weighed.Count == 1 ? "commit" : "commits")} since, {weighed.Count - telling.Count} of them without weight.",
        ]);
    }

    private static ReleaseVersion Demand(ReleaseRule rule, ReleaseVersion last, CommitWeight heaviest, bool newTorch) => (rule, heaviest) switch
    {
        (ReleaseRule.Alpha, _) => last.NextPatch,
        (ReleaseRule.Beta, CommitWeight.BreaksApi or CommitWeight.BreaksCompiler) => last.NextMinor,
        (ReleaseRule.Stable, CommitWeight.BreaksApi) => last.NextMajor,
        (ReleaseRule.Stable, CommitWeight.BreaksCompiler or CommitWeight.Feature) => last.NextMinor,
        _ => newTorch ? last.NextMinor : last.NextPatch,
    };

    private static string Text(ReleaseRule rule) => rule switch
    {
        ReleaseRule.Alpha => "the patch is bumped",
        ReleaseRule.Beta => "the minor on breaking changes or a new PyTorch, else the patch",
        _ => "the major on breaking API changes; the minor on breaking changes in the compiler, new functionality or a new PyTorch; else the patch",
    };

    private static ReleaseVersion Choose(
        ReleaseVersion named, ReleaseVersion last, ReleaseVersion demanded, PackageVersion tree, List<string> lines, out string? contradiction)
    {
        contradiction = null;
        if (named <= last)
        {
            lines.Add($"The tree still calls itself {tree.Written} ({tree.Where}), so the criteria decide.");
            return demanded;
        }

        if (named >= demanded)
        {
            lines.Add($"The tree calls itself {tree.Written} ({tree.Where}), which satisfies them: {named}.");
            return named;
        }

        var staysInSeries = IsSameLine(named, last);
        var chosen = staysInSeries ? demanded : named;
        contradiction = $"The criteria ask for {demanded}, the tree calls itself {tree.Written} ({tree.Where}).";
        lines.Add(contradiction);
        lines.Add(staysInSeries
            ? $"A patch release is not enough for these changes: {chosen}. --version overrides this."
            : $"The maintainers named the series, and a mark in a commit does not outweigh that: {chosen}. --version overrides this.");
        return chosen;
    }

    /// <summary>The version itself when it is free. On an older line, whose next series was released elsewhere, the next free patch.</summary>
    private static ReleaseVersion Free(
        ReleaseVersion chosen, ReleaseVersion last, ReleaseVersion named, IReadOnlyList<ReleaseVersion> releases, List<string> lines)
    {
        var version = chosen;
        if (!IsSameLine(chosen, last) && releases.Any(release => release.IsFinal && (IsSameLine(release, chosen) || (chosen != named && release > chosen))))
        {
            version = last.NextPatch;
            lines.Add($"Later series than {last.Major}.{last.Minor} were released elsewhere, so only a patch is left on this line: {version}.");
        }

        while (releases.Contains(version))
        {
            lines.Add($"{version} was released already.");
            version = version.NextPatch;
        }

        return version;
    }

    private static bool IsSameLine(ReleaseVersion one, ReleaseVersion other) => (one.Major, one.Minor) == (other.Major, other.Minor);

    private static ReleaseVersion Floor(ReleaseVersion requested, PackageVersion tree, IReadOnlyList<ReleaseVersion> releases)
        => (IsSameLine(requested, tree.Line) ? releases.Where(release => IsSameLine(release, requested)) : releases).Max()!;
}
