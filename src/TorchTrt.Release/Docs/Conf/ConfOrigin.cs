namespace TorchTrt.Release.Docs.Conf;

/// <summary>What a setting of conf.py is made from.</summary>
public enum VersionSource
{
    /// <summary>It is not set.</summary>
    Absent,

    /// <summary>Written out: <c>release = 'master'</c>.</summary>
    Literal,

    /// <summary>The library that Python finds: <c>torch_tensorrt.__version__</c>.</summary>
    Library,

    /// <summary>A file of the checkout, such as version.txt.</summary>
    File,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>Another program, such as git.</summary>
    Program,

    /// <summary>Something that reading the text does not tell.</summary>
    Unknown,
}

/// <summary>Where a setting comes from.</summary>
/// <param name="Line">Line of docsrc/conf.py, from 1; 0 where it is not set.</param>
/// <param name="Text">The expression as written; empty where it is not set.</param>
/// <param name="Through">Names of conf.py that it is computed from, nearest first, each with its line.</param>
/// <param name="Detail">The variable, file or module it is read from; null where there is none.</param>
public sealed record ConfOrigin(VersionSource Source, int Line, string Text, IReadOnlyList<ConfName> Through, string? Detail = null)
{
    public static ConfOrigin Absent { get; } = new(VersionSource.Absent, 0, "", []);

    /// <summary>Whether its value differs from version to version.</summary>
    public bool Varies => Source is not (VersionSource.Absent or VersionSource.Literal);

    public override string ToString() => Source switch
    {
        VersionSource.Absent => "not set",
        VersionSource.Literal => $"{Text} (line {Line})",
        _ => $"{Text} (line {Line}), of {string.Join(" of ", Through.Select(name => $"{name.Name} (line {name.Line})").Append(Called))}",
    };

    private string Called => Source switch
    {
        VersionSource.Library => $"the installed {Detail}",
        VersionSource.File => $"the file {Detail}",
        VersionSource.Environment => $"the environment's {Detail}",
        VersionSource.Program => "another program's answer",
        _ => "something else",
    };
}

/// <summary>A name of conf.py and the line that sets it.</summary>
public sealed record ConfName(string Name, int Line);
