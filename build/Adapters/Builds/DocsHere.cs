using System.Collections.Immutable;
using System.Text;
using Build.Adapters.Programs;
using Build.Tools.Make;
using Build.Tools.Python;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Builds;

/// <summary>Sphinx on this machine.</summary>
/// <param name="named">A Python, or the folder of a virtual environment; null for the Python of the sphinx-build on the PATH.</param>
public sealed class DocsHere(IWorkspace files, ToolRunner tools, ReleaseFolder folder, string? named) : IDocsPlace
{
    private string Interpreter => named is null
        ? ProgramPath.Find("sphinx-build") is { } sphinx ? Shebang(sphinx) ?? PythonSettings.Usual : PythonSettings.Usual
        : Directory.Exists(named) ? Path.Combine(named, OperatingSystem.IsWindows() ? "Scripts" : "bin", "python") : named;

    private string Answer => Path.Combine(folder.State, "docs-environment.json");

    public Task<string?> Lacking(CancellationToken cancel)
        => Task.FromResult(ProgramPath.Find(Interpreter) is null ? $"the Python interpreter {Interpreter}" : null);

    public async Task<DocsSurvey?> Survey(string? module, IReadOnlyList<string> programs, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder.State);
        var call = new PythonSettings(Interpreter, DocsProbe.Arguments(Answer, files.Root, module, programs)).In(Path.Combine(files.Root, "docsrc"));
        var run = await tools.Run(Within(call), "docs-environment", $"{Interpreter} (what docsrc/conf.py needs)", cancel);
        return run.Succeeded ? DocsProbe.Read(await File.ReadAllTextAsync(Answer, cancel)) : null;
    }

    public Task<string?> Installed(CancellationToken cancel) => Task.FromResult(DocsInventory.Digest(Answer));

    public async Task<(ToolRun Run, string Copy)> Make(
        string name, IReadOnlyDictionary<string, byte[]> changes, IReadOnlyDictionary<string, string> variables, string people, CancellationToken cancel)
    {
        var copy = Path.Combine(folder.State, "copies", name);
        await CheckoutCopy.Make(files, copy, cancel);
        foreach (var (path, content) in changes) await File.WriteAllBytesAsync(Path.Combine(copy, path), content, cancel);
        Directory.CreateDirectory(Path.Combine(copy, "docs"));
        var all = named is null ? variables : variables.ToImmutableDictionary().SetItem("SPHINXBUILD", $"{Path.GetFileName(Interpreter)} -m sphinx");
        return (await tools.Run(Within(new MakeSettings(["html"], all).In(Path.Combine(copy, "docsrc"))), name, people, cancel), copy);
    }

    /// <summary>The programs beside a named interpreter come first, as when its environment is activated: the Makefile calls <c>python3</c> too.</summary>
    private ProgramCall Within(ProgramCall call)
    {
        if (named is null || Path.GetDirectoryName(ProgramPath.Find(Interpreter)) is not { } programs) return call;
        var path = $"{programs}{Path.PathSeparator}{call.Inherited.GetValueOrDefault("PATH")}";
        return call with { Environment = call.Environment.ToImmutableDictionary().SetItem("PATH", path) };
    }

    /// <summary>The interpreter in a script's first line; null when it names none.</summary>
    private static string? Shebang(string script)
    {
        using var reader = new StreamReader(script, Encoding.UTF8);
        var words = reader.ReadLine() is { } line && line.StartsWith("#!", StringComparison.Ordinal) ? line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return words switch
        {
            [] => null,
            [var env, var name, ..] when env.EndsWith("/env", StringComparison.Ordinal) => name,
            [var path, ..] => path.Contains("python", StringComparison.Ordinal) ? path : null,
        };
    }
}
