namespace Build.CommandLine;

/// <summary>Reads one value; refuses with <see cref="FormatException"/> saying what was expected.</summary>
public delegate T Grammar<out T>(string text);

/// <summary>One thing that can be said on the command line. Parsing, help, README table and error suggestions all come from these objects.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Description">One sentence.</param>
public abstract record Option(string Name, string Description)
{
    /// <summary>Placeholder of the value, for example <c>X.Y.Z</c>; null for a switch.</summary>
    public string? Value { get; init; }

    /// <summary>Other names: a single letter is given with one dash.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What holds when the option is absent, in words; null when that needs no words.</summary>
    public string? Default { get; init; }

    /// <summary>Targets that read the option; empty when all do.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    public bool IsRepeatable { get; init; }

    /// <summary>As given on the command line: <c>--version X.Y.Z</c>.</summary>
    public string Usage => string.Join(", ", Aliases.Where(alias => alias.Length == 1).Select(alias => $"-{alias}").Append(Value is null ? $"--{Name}" : $"--{Name} {Value}"));

    public sealed override string ToString() => $"--{Name}";
}

/// <summary>Given or not.</summary>
public sealed record Switch(string Name, string Description) : Option(Name, Description);

/// <summary>An option with a value of a type.</summary>
public sealed record Option<T> : Option
{
    public Option(string name, string value, string description, Grammar<T> grammar)
        : base(name, description)
    {
        Value = value;
        Grammar = grammar;
    }

    public Grammar<T> Grammar { get; }
}
