using Build.Adapters.Programs;

namespace Build.Tools.Python;

/// <summary>Asks an interpreter which modules that a Python file needs it cannot find. The file itself is parsed, never run.</summary>
public static class PythonModules
{
    /// <summary>Top-level imports, and Sphinx's list of extensions, looked up without importing anything.</summary>
    private const string Probe = """
        import ast, importlib.util, sys
        path, *places = sys.argv[1:]
        sys.path[:0] = places
        tree = ast.parse(open(path, encoding="utf-8").read())
        names = []
        for node in tree.body:
            if isinstance(node, ast.Import):
                names += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.append(node.module)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.List) and any(isinstance(t, ast.Name) and t.id == "extensions" for t in node.targets):
                names += [item.value for item in node.value.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        for name in dict.fromkeys(name.split(".")[0] for name in names):
            try:
                found = name in sys.builtin_module_names or importlib.util.find_spec(name) is not None
            except (ImportError, ValueError):
                found = False
            if not found:
                print(name)
        """;

    /// <param name="file">Absolute path of the Python file.</param>
    /// <param name="places">Further folders that it imports from.</param>
    /// <returns>Module names; null when the interpreter cannot say (it is too old, or the file is not Python it understands).</returns>
    public static async Task<IReadOnlyList<string>?> Missing(string interpreter, string file, IReadOnlyList<string> places, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(file)!;
        var result = await new ProgramRunner().Run(new PythonSettings(interpreter, ["-c", Probe, file, folder, .. places]).In(folder), cancel);
        return result.Succeeded ? result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
    }
}
