using System.Text.RegularExpressions;

namespace Build.Adapters.Builds;

/// <summary>Finds the line in which a tool says what is wrong.</summary>
internal static partial class Complaint
{
    private const int Longest = 300;

    /// <summary>The first line that calls itself an error, of standard error before standard output; else the last line there is.</summary>
    public static string In(string errors, string output)
    {
        var said = Lines(errors);
        var printed = Lines(output);
        var line = FirstError(said) ?? FirstError(printed) ?? said.LastOrDefault() ?? printed.LastOrDefault() ?? "it said nothing";
        line = line.StartsWith("ERROR: ", StringComparison.Ordinal) ? line["ERROR: ".Length..] : line;
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest), "…");
    }

    /// <summary>The line, and the next one where it is a heading: <c>Extension error:</c> of Sphinx.</summary>
    private static string? FirstError(List<string> lines)
        => lines.FindIndex(Error().IsMatch) is >= 0 and var at ? lines[at].EndsWith(" error:", StringComparison.Ordinal) && at + 1 < lines.Count ? $"{lines[at]} {lines[at + 1]}" : lines[at] : null;

    private static List<string> Lines(string text)
        => [.. text.Split('\n').Select(line => Unprintable().Replace(line, "").Trim()).Where(line => line.Length > 0)];

    /// <summary><c>ERROR: …</c> of bazel, <c>file:1:2: error: …</c> of compilers, <c>ImportError: …</c> of Python, <c>Theme error:</c> of Sphinx, <c>fatal: …</c>, <c>make: *** …</c>.</summary>
    [GeneratedRegex(@"^(ERROR|Error|error|fatal)\b\s*[:(]|:\s(fatal\s)?error:|^[A-Za-z_.]*(Error|Exception)\b:|^[A-Z][a-z]+ error:$|^make(\[[0-9]+\])?: \*\*\*|Error response from daemon|^error during connect|^Cannot connect", RegexOptions.CultureInvariant)]
    private static partial Regex Error();

    [GeneratedRegex(@"\x1b\[[0-?]*[ -/]*[@-~]|\p{Cc}")]
    private static partial Regex Unprintable();
}
