namespace TorchTrt.Release.Applications;

/// <summary>What builds an application.</summary>
public enum ApplicationBuild
{
    /// <summary>Its BUILD file.</summary>
    Bazel,

    /// <summary>Its Makefile.</summary>
    Make,

    /// <summary>Its setup.py.</summary>
    Setup,

    /// <summary>Nothing: its Python files are compiled.</summary>
    Python,

    /// <summary>A setup.py with a gap that people fill in by hand (<c>torchtrt_path = &lt;PATH TO TORCHTRT&gt;</c>): it cannot be built as it is checked in.</summary>
    Template,
}

/// <summary>A checked-in application and one of the ways it is built.</summary>
/// <param name="Folder">Relative to the checkout, with '/'.</param>
/// <param name="Files">For <see cref="ApplicationBuild.Python"/> the files to compile; empty otherwise.</param>
public sealed record Application(string Folder, ApplicationBuild Build, IReadOnlyList<string> Files)
{
    public override string ToString() => Build switch
    {
        ApplicationBuild.Bazel => $"//{Folder}:all",
        ApplicationBuild.Make => $"{Folder}/Makefile",
        ApplicationBuild.Setup or ApplicationBuild.Template => $"{Folder}/setup.py",
        _ => $"{Folder}/*.py",
    };
}
