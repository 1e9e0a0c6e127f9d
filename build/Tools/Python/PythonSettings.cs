using Build.Adapters.Programs;

namespace Build.Tools.Python;

/// <summary>One run of a Python interpreter; it leaves no bytecode beside the sources.</summary>
/// <param name="Interpreter">A name on the PATH or an absolute path.</param>
public sealed record PythonSettings(string Interpreter, IReadOnlyList<string> Arguments)
{
    /// <summary>The interpreter of a machine where nobody named one.</summary>
    public const string Usual = "python3";

    public ProgramCall In(string folder) => new(Interpreter, Arguments)
    {
        Folder = folder, Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PYTHONDONTWRITEBYTECODE"] = "1" },
    };
}
