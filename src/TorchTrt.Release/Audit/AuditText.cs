using System.Globalization;
using System.Text;

namespace TorchTrt.Release.Audit;

/// <summary>An audit as people read it on a terminal.</summary>
public static class AuditText
{
    /// <summary>A block for each state: its count, then a line for each finding and one for its fix.</summary>
    public static string Of(AuditReport report)
    {
        var text = new StringBuilder();
        foreach (var name in report.Refs)
        {
            var findings = report.Findings.Where(found => found.Ref == name).Select(found => found.Finding).OrderByDescending(finding => finding.Severity).ToList();
            var accepted = report.Accepted.Count(found => found.Located.Ref == name);
            text.Append($"{name}: {Count(findings)}{(accepted == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {accepted} accepted"))}\n");
            foreach (var finding in findings)
                text.Append($"  {finding.Severity.Word(),-7}  {finding.Code}  {finding.Where}: found {finding.Found}, expected {finding.Expected}\n                   fix: {finding.Fix}\n");
        }

        return text.ToString();
    }

    private static string Count(List<Finding> findings) => findings.Count == 0
        ? "every version and pin agrees"
        : string.Join(", ", findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key).Select(group => string.Create(
            CultureInfo.InvariantCulture, $"{group.Count()} {group.Key.Word()}{(group.Count() == 1 ? "" : "s")}")));
}
