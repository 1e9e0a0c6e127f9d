using Build.Adapters.Programs;
using TorchTrt.Release.Applications;

namespace Build.Tools.Python;

/// <summary>Asks an interpreter what a script needs when it is started. The script is parsed, never run.</summary>
public static class ScriptProbe
{
    /// <summary>Prints names of <see cref="ScriptNeeds"/>, one a line.</summary>
    private const string Probe = """
        import ast, os, sys

        needs, seen = set(), set()

        def parsed(path):
            seen.add(path)
            return ast.parse(open(path, encoding="utf-8").read())

        tree = parsed(sys.argv[1])

        def dotted(node):
            return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""

        def constant(node):
            return node.value if isinstance(node, ast.Constant) else None

        def runs(node):
            return isinstance(node, (ast.If, ast.For, ast.While, ast.With, ast.Try)) or isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)

        def module(name):
            root = name.split(".")[0]
            if name.startswith("torch.distributed") or root in ("accelerate", "mpi4py"):
                needs.add("Peers")
            if root == "tritonclient":
                needs.add("Server")
            if root in ("torch_tensorrt", "trtorch", "tensorrt", "pycuda"):
                needs.add("Gpu")
            beside = os.path.join(os.path.dirname(sys.argv[1]), root + ".py")
            if beside not in seen and os.path.isfile(beside):
                for node in ast.walk(parsed(beside)):
                    imports(node)

        def imports(node):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    module(alias.name)
            elif isinstance(node, ast.ImportFrom) and node.module:
                module(node.module)
                for alias in node.names:
                    module(f"{node.module}.{alias.name}")

        if not any(runs(node) for node in tree.body):
            needs.add("Importer")
        for node in ast.walk(tree):
            imports(node)
            if isinstance(node, ast.Attribute) and node.attr == "cuda" or str(constant(node)).startswith("cuda"):
                needs.add("Gpu")
            elif isinstance(node, ast.Subscript) and dotted(node.value) == "sys.argv" and constant(node.slice) != 0:
                needs.add("Arguments")
            if not isinstance(node, ast.Call):
                continue
            name, words = dotted(node.func), {word.arg: word.value for word in node.keywords}
            last = name.split(".")[-1]
            if last == "add_argument":
                first = constant(node.args[0]) if node.args else None
                is_positional = isinstance(first, str) and not first.startswith("-") and constant(words.get("nargs")) not in ("?", "*")
                if is_positional or constant(words.get("required")) is True:
                    needs.add("Arguments")
            if last in ("from_pretrained", "load_dataset", "urlopen", "urlretrieve", "snapshot_download", "hf_hub_download") or name.endswith("hub.load") or name == "requests.get":
                needs.add("Network")
            if constant(words.get("pretrained")) is True or constant(words.get("download")) is True or "weights" in words and constant(words["weights"]) is not None or isinstance(words.get("weights"), ast.Attribute):
                needs.add("Network")
        print("\n".join(sorted(needs)))
        """;

    /// <param name="file">Absolute path of the script.</param>
    /// <returns>Null when the interpreter does not understand the script.</returns>
    public static async Task<ScriptNeeds?> Of(string interpreter, string file, CancellationToken cancel)
    {
        var result = await new ProgramRunner().Run(new PythonSettings(interpreter, ["-c", Probe, file]).In(Path.GetDirectoryName(file)!), cancel);
        return result.Succeeded ? result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Aggregate(ScriptNeeds.None, (needs, name) => needs | Enum.Parse<ScriptNeeds>(name)) : null;
    }
}
