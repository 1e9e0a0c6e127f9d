using TorchTrt.Release;

namespace Build.Adapters.Programs;

/// <summary>Finds programs.</summary>
public static class ProgramPath
{
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["bazel"] = "bazel-bootstrap",
        ["docker"] = "docker.io",
        ["sphinx-build"] = "python3-sphinx",
        ["dot"] = "graphviz",
        ["gpg"] = "gnupg",
        ["ssh-keygen"] = "openssh-client",
        ["python3"] = "python3",
    };

    /// <summary>Absolute path of a program; null when this machine has none.</summary>
    /// <param name="program">A name, or a path with a separator in it.</param>
    public static string? Find(string program)
    {
        if (program.Contains(Path.DirectorySeparatorChar)) return IsProgram(program) ? Path.GetFullPath(program) : null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ""] : [""];
        return (from folder in folders from ending in endings select Path.Combine(folder, program + ending)).FirstOrDefault(IsProgram);
    }

    /// <exception cref="ReleaseException">TR4001 when this machine has none.</exception>
    public static string Need(string program) => Find(program) ?? throw new ReleaseException(Missing(program));

    public static ReleaseError Missing(string program) => new(
        "TR4001",
        $"the program '{program}' is not on this machine.",
        program.Contains(Path.DirectorySeparatorChar)
            ? "give the path of a program that exists"
            : $"install it (Debian: apt-get install {Packages.GetValueOrDefault(program, program)}), or put it on the PATH");

    private static bool IsProgram(string path)
    {
        if (!File.Exists(path)) return false;
        const UnixFileMode anyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & anyExecute) != 0;
    }
}
