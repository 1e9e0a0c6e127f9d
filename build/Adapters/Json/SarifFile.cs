using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Audit;

namespace Build.Adapters.Json;

/// <summary>
/// Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), as code scanning takes it. Accepted findings are in it
/// too, suppressed with their reasons (section 3.35).
/// </summary>
public static class SarifFile
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string Root = "CHECKOUT";

    /// <param name="version">Version of this program.</param>
    public static string Text(AuditReport report, string version) => new JObject
    {
        ["$schema"] = Schema,
        ["version"] = "2.1.0",
        ["runs"] = new JArray(new JObject
        {
            ["tool"] = new JObject { ["driver"] = Driver(version) },
            ["columnKind"] = "utf16CodeUnits",
            ["originalUriBaseIds"] = new JObject { [Root] = new JObject { ["description"] = new JObject { ["text"] = "The root of the Torch-TensorRT checkout." } } },
            ["results"] = new JArray(report.Findings.Select(found => Result(found, null)).Concat(report.Accepted.Select(found => Result(found.Located, found.Reason)))),
        }),
    }.ToString(Formatting.Indented).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";

    private static JObject Driver(string version) => new()
    {
        ["name"] = "Torch-TensorRT release audit",
        ["semanticVersion"] = version,
        ["rules"] = new JArray(AuditRules.All.Select(rule => new JObject
        {
            ["id"] = rule.Code,
            ["name"] = rule.Name,
            ["shortDescription"] = new JObject { ["text"] = rule.Says },
            ["defaultConfiguration"] = new JObject { ["level"] = rule.Severity.Word() },
        })),
    };

    private static JObject Result(Located located, string? reason)
    {
        var (name, finding) = located;
        var result = new JObject
        {
            ["ruleId"] = finding.Code,
            ["ruleIndex"] = AuditRules.All.ToList().IndexOf(finding.Rule),
            ["level"] = finding.Severity.Word(),
            ["message"] = new JObject { ["text"] = $"{name}: found {finding.Found}, expected {finding.Expected}. Fix: {finding.Fix}" },
            ["locations"] = new JArray(Location(finding)),
            ["partialFingerprints"] = new JObject { ["finding/v1"] = Fingerprint(located) },
            ["properties"] = new JObject { ["ref"] = name, ["expected"] = finding.Expected, ["found"] = finding.Found, ["fix"] = finding.Fix },
        };
        if (reason is not null) result["suppressions"] = new JArray(new JObject { ["kind"] = "external", ["status"] = "accepted", ["justification"] = reason });
        return result;
    }

    private static JObject Location(Finding finding) => finding.File.StartsWith("refs/", StringComparison.Ordinal)
        ? new JObject { ["logicalLocations"] = new JArray(new JObject { ["fullyQualifiedName"] = finding.File, ["kind"] = "resource" }) }
        : new JObject
        {
            ["physicalLocation"] = new JObject
            {
                ["artifactLocation"] = new JObject { ["uri"] = string.Join('/', finding.File.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = Root },
                ["region"] = new JObject { ["startLine"] = finding.Line },
            },
        };

    /// <summary>The same finding a line further down is the same finding.</summary>
    private static string Fingerprint(Located located)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{located.Ref}\0{located.Finding.Code}\0{located.Finding.File}\0{located.Finding.Found}")))[..32];
}
