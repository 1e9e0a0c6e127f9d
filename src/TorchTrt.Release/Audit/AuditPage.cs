using System.Globalization;
using System.Text;

namespace TorchTrt.Release.Audit;

/// <summary>An audit of many states as a page: what the same place said wrong from one release to another is one row.</summary>
public static class AuditPage
{
    /// <summary>Markdown with one table a rule, rules by severity.</summary>
    public static string Of(AuditReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# What the audit found in {report.Refs.Count} {(report.Refs.Count == 1 ? "state" : "states")}\n\n");
        Summary(text, report);
        foreach (var rule in report.Findings.GroupBy(found => found.Finding.Rule).OrderByDescending(rule => rule.Key.Severity).ThenBy(rule => rule.Key.Code, StringComparer.Ordinal))
            Rule(text, rule.Key, [.. rule], report.Refs);
        return text.ToString();
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
