using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Docs.Conf;

/// <summary>A value that conf.py gives a name.</summary>
/// <param name="Value">Where the expression stands.</param>
internal sealed record ConfAssignment(string Name, Span Value, IReadOnlyList<PythonToken> Tokens);

/// <summary>The statements of a conf.py that matter for its version; the last one of a name counts.</summary>
internal sealed class ConfFile
{
    private readonly Dictionary<string, (string Module, int Line)> imports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConfAssignment> assignments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConfAssignment> keyed = new(StringComparer.Ordinal);

    public ConfFile(SourceText source)
    {
        Source = source;
        foreach (var line in OfTheModule(PythonTokens.Lines(source.Text))) Take(line);
    }

    public SourceText Source { get; }

    public IEnumerable<ConfAssignment> Assignments => assignments.Values;

    /// <summary>
    /// The value that is given under a key of a dictionary, within it (<c>"version_match": _version_match</c>) or later
    /// (<c>html_theme_options["switcher"]["version_match"] = …</c>); null when there is none.
    /// </summary>
    public ConfAssignment? Keyed(string key)
    {
        if (keyed.TryGetValue(key, out var later)) return later;
        foreach (var assignment in assignments.Values.Concat(keyed.Values))
        {
            for (var at = 1; at + 2 < assignment.Tokens.Count; at++)
                if (assignment.Tokens[at] is { Kind: PythonTokenKind.Text } text && text.Value == key && assignment.Tokens[at + 1].Is(':') && (assignment.Tokens[at - 1].Is('{') || assignment.Tokens[at - 1].Is(',')))
                    return Taken(key, [.. assignment.Tokens.Skip(at + 2).TakeWhile(token => token.Depth > text.Depth || (token.Depth == text.Depth && !token.Is(',')))]);
        }

        return null;
    }

    public ConfAssignment? this[string name] => assignments.GetValueOrDefault(name);

    /// <summary>The module that a name means: <c>trt</c> after <c>import torch_tensorrt as trt</c>; null when it is not imported.</summary>
    public string? Module(string name) => imports.GetValueOrDefault(name).Module;

    /// <summary>Where the first of some modules is imported; null when none is.</summary>
    public ConfName? Importing(IReadOnlyList<string> modules)
        => imports.Values.SelectMany(import => modules.Where(module => import.Module == module || import.Module.StartsWith($"{module}.", StringComparison.Ordinal)).Select(module => new ConfName(module, import.Line)))
            .OrderBy(import => import.Line).FirstOrDefault();

    /// <summary>Without the bodies of functions and classes, whose names are their own.</summary>
    private static IEnumerable<PythonLine> OfTheModule(IEnumerable<PythonLine> lines)
    {
        int? body = null;
        foreach (var line in lines)
        {
            if (body is { } indent && line.Indent > indent) continue;
            body = line.Tokens[0] is { Kind: PythonTokenKind.Name, Value: "def" or "class" or "async" } ? line.Indent : null;
            if (body is null) yield return line;
        }
    }

    private void Take(PythonLine line)
    {
        var tokens = line.Tokens;
        if (tokens[0] is { Kind: PythonTokenKind.Name, Value: "import" }) Import(tokens.Skip(1).ToList(), module => module.Value);
        else if (tokens is [{ Value: "from" }, { Kind: PythonTokenKind.Name } from, { Value: "import" }, ..]) Import(tokens.Skip(3).ToList(), name => $"{from.Value}.{name.Value}");
        else Assign(tokens);
    }

    private void Import(List<PythonToken> tokens, Func<PythonToken, string> meaning)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind != PythonTokenKind.Name || tokens[at].Value == "as") continue;
            var isNamed = at + 2 < tokens.Count && tokens[at + 1].Value == "as";
            var module = meaning(tokens[at]);
            imports[isNamed ? tokens[at + 2].Value : tokens[at].Value] = (module, Source.LineAt(tokens[at].Span.Start));
            if (isNamed) at += 2;
        }
    }

    /// <summary><c>a = b = value</c>, with or without an annotation.</summary>
    private void Assign(IReadOnlyList<PythonToken> tokens)
    {
        var names = new List<string>();
        var at = 0;
        while (at < tokens.Count && tokens[at].Kind == PythonTokenKind.Name && AfterEquals(tokens, at) is { } value)
        {
            if (!tokens[at].Value.Contains('.')) names.Add(tokens[at].Value);
            at = value;
        }

        if (names.Count == 0) AssignKey(tokens);
        if (names.Count == 0 || at >= tokens.Count) return;
        var taken = tokens.Skip(at).ToList();
        // Several values at once: a = b, c = value.
        if (HasEquals(taken)) return;
        foreach (var name in names) assignments[name] = Taken(name, taken);
    }

    private static bool HasEquals(List<PythonToken> value)
    {
        if (value[0].Value == "lambda") return false;
        for (var at = 1; at + 1 < value.Count; at++)
        {
            if (value[at] is { Kind: PythonTokenKind.Name, Value: "lambda" }) return false;
            if (value[at].Is('=') && value[at].Depth == value[0].Depth && !value[at + 1].Is('=') && !(value[at - 1].Kind == PythonTokenKind.Mark && "=!<>:".Contains(value[at - 1].Value[0]))) return true;
        }

        return false;
    }

    /// <summary><c>a["key"] = value</c></summary>
    private void AssignKey(IReadOnlyList<PythonToken> tokens)
    {
        var equals = tokens.TakeWhile(token => token.Depth > 0 || !token.Is('=')).Count();
        if (equals + 1 >= tokens.Count || equals < 3 || tokens[equals - 2] is not { Kind: PythonTokenKind.Text } key || !tokens[equals - 1].Is(']') || !tokens[equals - 3].Is('[')) return;
        keyed[key.Value] = Taken(key.Value, [.. tokens.Skip(equals + 1)]);
    }

    /// <summary>Where the value of an assignment begins; null when the name is not assigned.</summary>
    private static int? AfterEquals(IReadOnlyList<PythonToken> tokens, int at)
    {
        var next = at + 1;
        if (next < tokens.Count && tokens[next].Is(':'))
            while (next < tokens.Count && !tokens[next].Is('=')) next++;
        return next + 1 < tokens.Count && tokens[next].Is('=') && !tokens[next + 1].Is('=') ? next + 1 : null;
    }

    private static ConfAssignment Taken(string name, IReadOnlyList<PythonToken> tokens)
        => new(name, tokens.Count == 0 ? default : new Span(tokens[0].Span.Start, tokens[^1].Span.End - tokens[0].Span.Start), tokens);
}
