using System.Globalization;
using System.Text;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Audit;

/// <summary>An audit of many states as a page: what the same place said wrong from one release to another is one row.</summary>
public static class AuditPage
{
    /// <summary>Markdown with one table a rule, rules by severity.</summary>
    public static string Of(AuditReport report)
    {
        var text = new StringBuilder();
        text.Append($"# What the audit found in {Count(report.Refs)}\n\n");
        Method(text, report.Refs);
        Summary(text, report);
        foreach (var rule in report.Findings.GroupBy(found => found.Finding.Rule).OrderByDescending(rule => rule.Key.Severity).ThenBy(rule => rule.Key.Code, StringComparer.Ordinal))
            Rule(text, rule.Key, [.. rule], report.Refs);
        return text.ToString();
    }

    private static string Count(IReadOnlyList<string> refs)
    {
        var releases = refs.Count(name => Spelling.TryReadTag(name, out var version) && version.IsFinal);
        var others = refs.Count - releases;
        var parts = new[] { releases == 0 ? "" : Counted(releases, "release"), others == 0 ? "" : string.Join(", ", refs.Where(name => !Spelling.TryReadTag(name, out var version) || !version.IsFinal)) };
        return string.Join(" and ", parts.Where(part => part.Length > 0));

        static string Counted(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
    }

    /// <summary>How it was done, so that everybody can do it again.</summary>
    private static void Method(StringBuilder text, IReadOnlyList<string> refs)
    {
        text.Append("Made from a clone of the project, no commit of which was checked out:\n\n```\n./build.sh --target=Audit --repo=TensorRT --format=markdown --output=PAGE");
        for (var i = 0; i < refs.Count; i++) text.Append(i % 6 == 0 ? " \\\n    " : " ").Append($"--at={refs[i]}");
        text.Append("""

            ```

            What is expected of a release follows from its tag's name: every place that carries the version leads to it, and the deliverables of the checklist's
            version bump are there. What is expected of a branch follows from what its package calls itself. Of a dependency, what most inputs of the build name is
            expected of the rest; texts for people are held against the builds. Placeholders, templates and what is frozen for Jetson are left alone, and tags younger
            than a commit are unknown to it. A finding counts once in every state that has it; below, what stayed the same from one state to another is one row, with
            the line of the first.


            """.ReplaceLineEndings("\n"));
    }

    private static void Summary(StringBuilder text, AuditReport report)
    {
        text.Append("| state | errors | warnings | notes |\n| --- | ---: | ---: | ---: |\n");
        foreach (var name in report.Refs) Row(name, [.. report.Findings.Where(found => found.Ref == name)]);
        Row("all", report.Findings);
        text.Append('\n');

        void Row(string name, IReadOnlyList<Located> findings) => text.Append(
            CultureInfo.InvariantCulture, $"| {Cell(name)} | {Count(findings, Severity.Error)} | {Count(findings, Severity.Warning)} | {Count(findings, Severity.Note)} |\n");
    }

    private static int Count(IReadOnlyList<Located> findings, Severity severity) => findings.Count(found => found.Finding.Severity == severity);

    private static void Rule(StringBuilder text, AuditRule rule, IReadOnlyList<Located> findings, IReadOnlyList<string> refs)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {rule.Code} {rule.Name} ({rule.Severity.Word()}, {findings.Count})\n\n{rule.Says}\n\n");
        text.Append("| where | found | expected | in |\n| --- | --- | --- | --- |\n");
        foreach (var same in findings.GroupBy(found => (found.Finding.File, found.Finding.Found, Expected: Unplaced(found.Finding.Expected))))
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Cell(same.First().Finding.Where)} | {Cell(same.Key.Found)} | {Cell(same.First().Finding.Expected)} | {Cell(Runs([.. same.Select(found => found.Ref).Distinct()], refs))} |\n");
        text.Append('\n');
    }

    /// <summary>Without line numbers, which move from release to release.</summary>
    private static string Unplaced(string expected) => string.Join(':', expected.Split(':').Select(part => part.TrimStart("0123456789".ToCharArray())));

    /// <summary>States that follow one another as <c>v2.5.0 to v2.12.1</c>.</summary>
    private static string Runs(IReadOnlyList<string> some, IReadOnlyList<string> all)
    {
        var runs = new List<(string First, string Last)>();
        var wasIn = false;
        foreach (var name in all)
        {
            var isIn = some.Contains(name);
            if (isIn && wasIn) runs[^1] = (runs[^1].First, name);
            else if (isIn) runs.Add((name, name));
            wasIn = isIn;
        }

        return string.Join(", ", runs.Select(run => run.First == run.Last ? run.First : $"{run.First} to {run.Last}"));
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
