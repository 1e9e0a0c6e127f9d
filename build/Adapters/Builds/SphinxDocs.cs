using System.Text;
using Build.Adapters.Programs;
using Build.Tools.Make;
using Build.Tools.Python;
using TorchTrt.Release;
using TorchTrt.Release.Docs.Conf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Builds;

/// <summary>Sphinx through the checkout's own docsrc/Makefile, in a copy.</summary>
/// <param name="python">Interpreter that has Sphinx; null for that of sphinx-build on the PATH.</param>
public sealed class SphinxDocs(IWorkspace files, ToolRunner tools, ReleaseFolder folder, string? python) : IDocsTool
{
    private string Conf => Path.Combine(files.Root, "docsrc", "conf.py");

    public async Task<IReadOnlyList<string>> Missing(CancellationToken cancel)
    {
        var conf = await File.ReadAllTextAsync(Conf, cancel);
        var missing = Programs(conf).Where(program => ProgramPath.Find(program) is null).Select(program => $"the program {program}").ToList();
        var interpreter = python ?? (ProgramPath.Find("sphinx-build") is { } sphinx ? Shebang(sphinx) ?? PythonSettings.Usual : PythonSettings.Usual);
        if (ProgramPath.Find(interpreter) is null) return [.. missing, $"the Python interpreter {interpreter}"];
        var modules = await PythonModules.Missing(interpreter, Conf, [Path.Combine(files.Root, "py")], cancel);
        if (modules is null) return [.. missing, $"an interpreter that understands docsrc/conf.py ({interpreter} does not)"];
        return [.. missing, .. modules.Select(module => $"the Python module {module}")];
    }

    public async Task<DocsPages> Make(DocsPass pass, CancellationToken cancel)
    {
        var copy = Path.Combine(folder.State, "copies", $"docs-{pass.Name}");
        await CheckoutCopy.Make(files, copy, cancel);
        var docsrc = Path.Combine(copy, "docsrc");
        if (pass is { Stamp: { } stamp, Way: StampWay.Copy })
            await File.WriteAllBytesAsync(Path.Combine(docsrc, "conf.py"), ConfShape.Stamped(await File.ReadAllBytesAsync(Conf, cancel), stamp), cancel);
        Directory.CreateDirectory(Path.Combine(copy, "docs"));
        var people = pass.Folder is null ? "make html" : $"make html VERSION={pass.Folder}";
        var run = await tools.Run(new MakeSettings(["html"], await Variables(pass, docsrc, cancel)).In(docsrc), $"docs-{pass.Name}", people, cancel);
        return new DocsPages(run, run.Succeeded ? Pages(Path.Combine(copy, "docs", pass.Folder ?? "")) : []);
    }

    private async Task<Dictionary<string, string>> Variables(DocsPass pass, string docsrc, CancellationToken cancel)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (python is not null) variables["SPHINXBUILD"] = $"{python} -m sphinx";
        // Emptied, since the environment's would be taken otherwise.
        variables["VERSION"] = pass.Folder ?? await Usual(docsrc, cancel);
        // Into a stamped copy too: it may set only one of the two.
        if (pass.Stamp is { } stamp)
            variables[await Extra(docsrc, cancel)] = $"-D version={stamp} -D release={stamp}";
        return variables;
    }

    /// <summary><c>$(O)</c> adds to what the Makefile gives Sphinx; SPHINXOPTS would replace it.</summary>
    private static async Task<string> Extra(string docsrc, CancellationToken cancel)
        => (await Makefile(docsrc, cancel)).Contains("$(O)", StringComparison.Ordinal) ? "O" : "SPHINXOPTS";

    /// <summary>The Makefile's own VERSION for the branch: empty in the project's, a name where a Makefile gives one.</summary>
    private static async Task<string> Usual(string docsrc, CancellationToken cancel)
        => (await Makefile(docsrc, cancel)).Split('\n').Select(line => line.Split("?=", 2)).FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim() == "VERSION")?[1].Trim() ?? "";

    private static Task<string> Makefile(string docsrc, CancellationToken cancel) => File.ReadAllTextAsync(Path.Combine(docsrc, "Makefile"), cancel);

    private static IEnumerable<string> Programs(string conf)
    {
        yield return "make";
        if (conf.Contains("doxygen", StringComparison.OrdinalIgnoreCase) || conf.Contains("exhale", StringComparison.Ordinal)) yield return "doxygen";
        if (conf.Contains("nbsphinx", StringComparison.Ordinal)) yield return "pandoc";
    }

    private static DocsFile[] Pages(string made) => !Directory.Exists(made) ? [] :
    [
        .. Directory.EnumerateFiles(made, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(path => new DocsFile(Path.GetRelativePath(made, path).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllBytes(path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

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
