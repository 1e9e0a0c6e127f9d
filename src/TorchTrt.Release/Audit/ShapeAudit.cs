using System.Text.RegularExpressions;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Audit;

/// <summary>Whether lines that scripts find by their shape still have it. Which lines those are is read from the scripts.</summary>
internal static partial class ShapeAudit
{
    private const string Requirements = "py/requirements.txt";
    private const string Versions = "dev_dep_versions.yml";
    private const string Workflows = ".github/workflows";

    private static readonly string[] Scripts = ["packaging/pre_build_script.sh", "packaging/pre_build_script_windows.sh"];

    public static IEnumerable<Finding> Run(AuditSubject subject) => [.. Requirement(subject), .. Keys(subject)];

    /// <summary>TR1037: <c>TORCH=$(grep "^torch&gt;" py/requirements.txt)</c> finds nothing in <c>torch==2.6.0</c>.</summary>
    private static IEnumerable<Finding> Requirement(AuditSubject subject)
    {
        if (subject.Tree.Open(Requirements) is not { } file || file.Lines().Any(line => file.At(line).StartsWith("torch>", StringComparison.Ordinal))) yield break;
        foreach (var script in Scripts.Select(subject.Tree.Open).OfType<SourceText>())
        {
            if (Grep().Match(script.Text) is not { Success: true } grep) continue;
            var torch = file.Lines().FirstOrDefault(line => file.At(line).StartsWith("torch", StringComparison.Ordinal));
            yield return new Finding(
                "TR1037", file.Where(torch.Start), $"a line that begins with torch>, which {script.Where(grep.Index)} looks for", file.At(torch), "write the pin as torch>=X.Y.Z,<X.W.0");
        }
    }

    /// <summary>TR1037: <c>grep __tensorrt_version__ dev_dep_versions.yml | sed …</c> wants <c>key: "value"</c>.</summary>
    private static IEnumerable<Finding> Keys(AuditSubject subject)
    {
        if (subject.Tree.Open(Versions) is not { } file) yield break;
        var asked = (subject.Names.Find(Workflows)?.Files ?? new HashSet<string>()).Order(StringComparer.Ordinal)
            .Select(name => subject.Tree.Open($"{Workflows}/{name}")).OfType<SourceText>()
            .SelectMany(workflow => KeyGrep().Matches(workflow.Text).Select(match => (Key: match.Groups["key"].Value, Where: workflow.Where(match.Index)))).DistinctBy(asked => asked.Key);
        foreach (var (key, where) in asked)
        {
            if (file.Lines().Select(file.At).Any(line => line.StartsWith($"{key}: \"", StringComparison.Ordinal) && line.TrimEnd().EndsWith('"'))) continue;
            yield return new Finding("TR1037", $"{Versions}:1", $"{key}: \"VERSION\", which {where} looks for", "no such line", "write the line in that shape");
        }
    }

    [GeneratedRegex(@"grep\s+""\^torch>""\s+\S*py/requirements\.txt", RegexOptions.CultureInvariant)]
    private static partial Regex Grep();

    [GeneratedRegex(@"dev_dep_versions\.yml\s*\|\s*grep\s+(?<key>__[a-z_]+__)", RegexOptions.CultureInvariant)]
    private static partial Regex KeyGrep();
}
