using Build.Adapters.Programs;

namespace Build.Tools.Bazel;

/// <summary>One bazel command.</summary>
/// <param name="Command"><c>build</c>, <c>run</c> or <c>info</c>.</param>
/// <param name="Operands">Labels, or the key of <c>info</c>.</param>
public sealed record BazelSettings(string Command, IReadOnlyList<string> Operands)
{
    /// <summary>bazel, or where there is none bazelisk, which fetches the one of .bazelversion.</summary>
    public static string Program => ProgramPath.Find("bazel") is null && ProgramPath.Find("bazelisk") is not null ? "bazelisk" : "bazel";

    /// <summary>Options of the command.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>For <c>run</c>: what the program itself is given.</summary>
    public IReadOnlyList<string> ProgramArguments { get; init; } = [];

    /// <summary>The call in a workspace. Bazel's server leaves two minutes after the last command; no bazel-* links appear in the workspace.</summary>
    public ProgramCall In(string workspace)
    {
        string[] links = Command == "info" ? [] : ["--symlink_prefix=/"];
        string[] program = ProgramArguments.Count == 0 ? [] : ["--", .. ProgramArguments];
        return new ProgramCall(Program, ["--max_idle_secs=120", Command, "--color=no", "--curses=no", .. links, .. Options, .. Operands, .. program]) { Folder = workspace };
    }
}
