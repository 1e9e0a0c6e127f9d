namespace TorchTrt.Release.Docs.Conf;

/// <summary>Follows the expressions of a conf.py to what they are made from.</summary>
internal sealed class Origins(ConfFile file, IReadOnlyList<string> libraries)
{
    private static readonly string[] Constants = ["True", "False", "None", "if", "else", "in", "not", "and", "or", "is", "for", "lambda", "str"];

    public ConfOrigin Of(ConfAssignment? assignment)
    {
        if (assignment is null) return ConfOrigin.Absent;
        var through = new List<ConfName>();
        var (source, detail) = Follow(assignment, through, [assignment.Name]);
        return new ConfOrigin(source, Line(assignment), file.Source.At(assignment.Value).ReplaceLineEndings(" "), through, detail);
    }

    /// <summary>Whether it is the version itself and nothing else: <c>_raw_version = torch_tensorrt.__version__</c>.</summary>
    public bool IsVersion(ConfAssignment assignment) => assignment.Tokens is [{ Kind: PythonTokenKind.Name } name] && Library(name) is not null && !name.Value.Contains(".__version__.", StringComparison.Ordinal);

    /// <summary>Whether the version is a part of it.</summary>
    public bool SaysVersion(ConfAssignment assignment) => SaysVersion(assignment, [assignment.Name]);

    private bool SaysVersion(ConfAssignment assignment, HashSet<string> seen) => Names(assignment).Any(name =>
        Library(name) is not null
        || name.Value is "version" or "release"
        || (file[name.Value] is { } other && seen.Add(name.Value) && SaysVersion(other, seen)));

    /// <summary>The strongest of everything that an expression is made from.</summary>
    private (VersionSource Source, string? Detail) Follow(ConfAssignment assignment, List<ConfName> through, HashSet<string> seen)
    {
        (VersionSource Source, string? Detail) found = (VersionSource.Literal, null);
        foreach (var name in Names(assignment))
        {
            var next = Known(name, assignment) ?? Further(name, through, seen);
            if (Strength(next.Source) > Strength(found.Source)) found = next;
        }

        return found;
    }

    private (VersionSource Source, string? Detail) Further(PythonToken name, List<ConfName> through, HashSet<string> seen)
    {
        if (file[name.Value] is not { } other) return (VersionSource.Unknown, null);
        if (!seen.Add(name.Value)) return (VersionSource.Literal, null);
        through.Add(new ConfName(name.Value, Line(other)));
        return Follow(other, through, seen);
    }

    private (VersionSource Source, string? Detail)? Known(PythonToken name, ConfAssignment of) => name.Value switch
    {
        _ when Library(name) is { } module => (VersionSource.Library, module),
        var value when Constants.Contains(value) || char.IsAsciiDigit(value[0]) => (VersionSource.Literal, null),
        var value when Meant(value) is var meant && (meant.StartsWith("os.environ", StringComparison.Ordinal) || meant == "os.getenv") => (VersionSource.Environment, FirstText(of)),
        var value when Meant(value).StartsWith("subprocess.", StringComparison.Ordinal) => (VersionSource.Program, null),
        var value when value == "open" || Meant(value) == "pathlib.Path" => (VersionSource.File, FirstText(of)),
        _ => null,
    };

    /// <summary>The project's module whose version this is; null when it is something else.</summary>
    private string? Library(PythonToken name)
    {
        var dot = $"{name.Value}.".IndexOf(".__version__.", StringComparison.Ordinal);
        if (dot > 0 && file.Module(name.Value[..dot]) is { } module) return libraries.Contains(module) ? module : null;
        return file.Module(name.Value) is { } meant && libraries.FirstOrDefault(library => meant == $"{library}.__version__") is { } own ? own : null;
    }

    /// <summary>A name with the module it was imported from.</summary>
    private string Meant(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var first = dot < 0 ? name : name[..dot];
        return file.Module(first) is { } module ? string.Concat(module, name.AsSpan(first.Length)) : name;
    }

    /// <summary>The file or variable that is named: <c>version.txt</c> of <c>open(os.path.join(root, "version.txt"))</c>.</summary>
    private static string? FirstText(ConfAssignment assignment)
        => assignment.Tokens.FirstOrDefault(token => token.Kind == PythonTokenKind.Text && token.Value.AsSpan().IndexOfAny(" {") < 0 && token.Value.Length > 1)?.Value;

    /// <summary>Names in an expression, those in the braces of strings too; not the keywords of calls, nor what hangs on a call's result.</summary>
    private static IEnumerable<PythonToken> Names(ConfAssignment assignment)
    {
        var tokens = assignment.Tokens.SelectMany(token => token.Kind == PythonTokenKind.FormatText ? PythonTokens.Within(token) : [token]).ToList();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind != PythonTokenKind.Name || (at > 0 && tokens[at - 1].Is('.'))) continue;
            if (at + 1 < tokens.Count && tokens[at + 1].Is('=') && tokens[at].Depth > 0 && !(at + 2 < tokens.Count && tokens[at + 2].Is('='))) continue;
            yield return tokens[at];
        }
    }

    private int Line(ConfAssignment assignment) => file.Source.LineAt(assignment.Value.Start);

    private static int Strength(VersionSource source) => source switch
    {
        VersionSource.Literal => 0,
        VersionSource.Unknown => 1,
        VersionSource.Program => 2,
        VersionSource.File => 3,
        VersionSource.Environment => 4,
        _ => 5,
    };
}
