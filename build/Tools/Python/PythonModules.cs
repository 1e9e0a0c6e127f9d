using Build.Adapters.Programs;

namespace Build.Tools.Python;

/// <summary>Asks an interpreter which modules that a Python file needs it cannot find. The file itself is parsed, never run.</summary>
public static class PythonModules
{
    /// <summary>
    /// Python: <c>missing_modules(path, places)</c>, the top-level imports of a file, and Sphinx's list of extensions, that are not to be found.
    /// Nothing is imported.
    /// </summary>
    internal const string Function = """
        import ast, importlib.util, sys

        def missing_modules(path, places, more=()):
            before = list(sys.path)
            sys.path[:0] = places
            names = list(more)
            for node in ast.parse(open(path, encoding="utf-8").read()).body:
                if isinstance(node, ast.Import):
                    names += [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.append(node.module)
                elif isinstance(node, ast.Assign) and isinstance(node.value, ast.List) and any(isinstance(t, ast.Name) and t.id == "extensions" for t in node.targets):
                    names += [item.value for item in node.value.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            missing = [name for name in dict.fromkeys(name.split(".")[0] for name in names) if name not in sys.builtin_module_names and not is_there(name)]
            sys.path[:] = before
            return missing

        def is_there(name):
            try:
                return importlib.util.find_spec(name) is not None
            except (ImportError, ValueError):
                return False

        """;

    private const string Probe = $"""
        {Function}
        print("\n".join(missing_modules(sys.argv[1], sys.argv[2:])))
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
