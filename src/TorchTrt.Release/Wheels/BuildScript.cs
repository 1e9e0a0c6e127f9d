using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Artifacts;

namespace TorchTrt.Release.Wheels;

/// <summary>
/// The project's build_whl.sh, as far as it decides which interpreters it builds for: functions for one interpreter each that are called one after the other
/// (v0.0.2 to v1.3.0), functions that a manifest chooses (v1.4.0 on), or a loop over /opt/python.
/// </summary>
/// <param name="Text">The whole script.</param>
/// <param name="Chosen">Functions that py/ci/build_manifest.txt names; empty where there is none.</param>
/// <param name="Title">Where it is: <c>py/build_whl.sh</c>.</param>
public sealed partial record BuildScript(string Text, IReadOnlyList<string> Chosen, string Title = "build_whl.sh") : IWheelScript
{
    /// <summary>Lines without comments, which name old places.</summary>
    public string Lines { get; } = WithoutComments(Text);

    /// <summary>A script that defines functions, and neither calls one nor has a manifest that does, builds nothing.</summary>
    public bool Builds
    {
        get
        {
            var functions = Functions();
            return Lines.Length > 0 && !IsBroken && (functions.Count == 0 || Calls(Lines).Any(functions.ContainsKey) || Chosen.Any(functions.ContainsKey)
                || Lines.Split('\n').Any(line => line.TrimStart().StartsWith("for ", StringComparison.Ordinal)));
        }
    }

    /// <summary>Tags of the interpreters it builds for, <c>cp310</c>; empty where it takes what the container has.</summary>
    public IReadOnlyList<string> Pythons
    {
        get
        {
            var functions = Functions();
            var called = Calls(Lines).Concat(Chosen).ToHashSet(StringComparer.Ordinal);
            var run = string.Join('\n', TopLevel().Concat(functions.Where(function => called.Contains(function.Key) && !IsLibrary(function.Key)).Select(function => function.Value)));
            return [.. Interpreter().Matches(run).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
    }

    public bool Installs => Fetches(Text);

    public IReadOnlyDictionary<string, string> Variables(Artifact wheel) => new Dictionary<string, string>();

    /// <summary>Whether a script calls a package manager, or wget or curl for a program.</summary>
    public static bool Fetches(string script) => Installing().IsMatch(WithoutComments(script));

    public string For(string interpreter, Artifact wheel) => For(interpreter);

    /// <summary>The script made to build for one interpreter, so that each can fail, be logged and be built again on its own.</summary>
    /// <param name="interpreter">Its folder under /opt/python: <c>cp312-cp312</c>.</param>
    public string For(string interpreter)
    {
        var tag = interpreter.Split('-')[0];
        var functions = Functions();
        var kept = new StringBuilder();
        var inside = false;
        var isCalled = false;
        foreach (var line in Text.Split('\n'))
        {
            var begins = Function().Match(line) is { Success: true };
            inside |= begins;
            if (!inside && IsAnother(line, tag, functions)) continue;
            isCalled |= !inside && functions.TryGetValue(Word(line), out var body) && Interpreter().Matches(body).Any(match => match.Groups[1].Value == tag);
            kept.Append(Loop().Replace(line, $"/opt/python/{interpreter}")).Append('\n');
            if (line.StartsWith('}')) inside = false;
        }

        if (!isCalled && Chosen.FirstOrDefault(name => functions.TryGetValue(name, out var body) && !IsLibrary(name) && Interpreter().Matches(body).Any(match => match.Groups[1].Value == tag)) is { } own)
            kept.Append(own).Append('\n');
        return kept.ToString();
    }

    /// <summary>From v2.4.0 on <c>build_wheel</c> takes a second argument that nobody gives it.</summary>
    private bool IsBroken => Lines.Contains("-${2}-", StringComparison.Ordinal) && LonelyCall().IsMatch(Lines);

    /// <summary>A line outside functions that is about another interpreter or about the tarball.</summary>
    private static bool IsAnother(string line, string tag, IReadOnlyDictionary<string, string> functions)
    {
        if (line.TrimStart().StartsWith('#')) return false;
        var about = functions.TryGetValue(Word(line), out var body) ? body : line;
        if (IsLibrary(Word(line)) && functions.ContainsKey(Word(line))) return true;
        var interpreters = Interpreter().Matches(about).Select(match => match.Groups[1].Value).ToList();
        return interpreters.Count > 0 && !interpreters.Contains(tag);
    }

    private static bool IsLibrary(string function) => function.Contains("libtorchtrt", StringComparison.Ordinal) || function.Contains("libtrtorch", StringComparison.Ordinal);

    private static string WithoutComments(string script) => string.Join('\n', script.Split('\n').Where(line => !line.TrimStart().StartsWith('#')));

    private IEnumerable<string> TopLevel()
    {
        var inside = false;
        foreach (var line in Lines.Split('\n'))
        {
            inside |= Function().IsMatch(line);
            if (!inside) yield return line;
            if (line.StartsWith('}')) inside = false;
        }
    }

    private Dictionary<string, string> Functions()
    {
        var bodies = new Dictionary<string, string>(StringComparer.Ordinal);
        string? name = null;
        foreach (var line in Lines.Split('\n'))
        {
            if (Function().Match(line) is { Success: true } begin) name = begin.Groups[1].Value;
            if (name is not null) bodies[name] = bodies.GetValueOrDefault(name, "") + line + "\n";
            if (line.StartsWith('}')) name = null;
        }

        return bodies;
    }

    private static IEnumerable<string> Calls(string lines) => lines.Split('\n').Where(line => line.Length > 0 && char.IsAsciiLetter(line[0])).Select(Word);

    private static string Word(string line) => line.Split(' ')[0].Trim();

    [GeneratedRegex(@"(?:/opt/python/|PY_BUILD_CODE=)(cp[0-9]+)-")]
    private static partial Regex Interpreter();

    [GeneratedRegex(@"/opt/python/cp[0-9]*\*(?=/)")]
    private static partial Regex Loop();

    [GeneratedRegex(@"^(?:function\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*\(\)")]
    private static partial Regex Function();

    [GeneratedRegex(@"\bpip[0-9]? install\b|\b(?:yum|apt-get|dnf) install\b|^\s*(?:wget|curl) ", RegexOptions.Multiline)]
    private static partial Regex Installing();

    [GeneratedRegex(@"^\s*build_wheel \S+\s*$", RegexOptions.Multiline)]
    private static partial Regex LonelyCall();
}
