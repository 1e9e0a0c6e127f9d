using TorchTrt.Release.Changelog;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Audit;

/// <summary>Whether the changelog tells of every release once, and how much of the work its convention passes over.</summary>
internal static class ChangelogAudit
{
    private const string Path = "CHANGELOG.md";

    public static IEnumerable<Finding> Run(AuditSubject subject)
    {
        if (subject.Tree.Open(Path) is not { } file) return [];
        var headings = Headings(file).ToList();
        return [.. Twice(headings), .. Missing(subject, file, headings), .. Unconventional(subject, file)];
    }

    private static IEnumerable<(ReleaseVersion Version, string Where)> Headings(SourceText file)
    {
        foreach (var line in file.Lines())
            if (file.Text.Length > line.Start && file.Text[line.Start] == '#' && ChangelogHeading.Read(file.At(line))?.Version is { } version)
                yield return (version, file.Where(line.Start));
    }

    /// <summary>TR1051.</summary>
    private static IEnumerable<Finding> Twice(IEnumerable<(ReleaseVersion Version, string Where)> headings)
        => headings.GroupBy(heading => heading.Version).Where(version => version.Count() > 1)
            .Select(version => new Finding("TR1051", version.ElementAt(1).Where, $"one section for {version.Key}, as at {version.First().Where}", $"{version.Count()} sections", "keep one of them"));

    /// <summary>TR1050: one finding, at the newest section.</summary>
    private static IEnumerable<Finding> Missing(AuditSubject subject, SourceText file, IReadOnlyList<(ReleaseVersion Version, string Where)> headings)
    {
        var there = headings.Select(heading => heading.Version).ToHashSet();
        var released = Releases.Among(subject.Tags.Select(tag => tag.Name)).Where(version => version.IsFinal && (!subject.IsRelease || version <= subject.Version!));
        if (subject is { IsRelease: true, Version: { } own }) released = released.Append(own);
        var missing = released.Distinct().Where(version => !there.Contains(version)).Order().ToList();
        if (missing.Count == 0) yield break;
        var newest = headings.Count == 0 ? default : headings.MaxBy(heading => heading.Version);
        var last = newest.Version is null ? "no section at all" : $"the newest section is {newest.Version}";
        yield return new Finding(
            "TR1050", newest.Where ?? $"{file.Path}:1", missing.Count == 1 ? $"a section for {missing[0]}" : $"sections for {missing.Count} releases: {string.Join(", ", missing)}", last,
            $"./build.sh --target=Changelog --version={missing[^1]}");
    }

    /// <summary>TR1053.</summary>
    private static IEnumerable<Finding> Unconventional(AuditSubject subject, SourceText file)
    {
        if (subject.Since is not { Commits.Count: > 0 } since) yield break;
        var other = since.Commits.Count(commit => ConventionalCommit.Parse(commit).Type is null);
        if (other == 0) yield break;
        yield return new Finding(
            "TR1053", $"{file.Path}:1", "subjects such as fix(scope): what", $"{other} of {since.Commits.Count} commits {(since.From is null ? "so far" : $"since {since.From.Tag()}")} are of another shape",
            "add what matters to the section by hand");
    }
}
