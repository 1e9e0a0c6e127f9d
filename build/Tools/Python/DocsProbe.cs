using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace Build.Tools.Python;

/// <summary>What the place where Sphinx is to run has.</summary>
/// <param name="Modules">Python modules that conf.py needs and are not there.</param>
/// <param name="Programs">Programs that are not there.</param>
/// <param name="Theme">The theme, where it is not there; null where it is, or cannot be told.</param>
/// <param name="Library">The project's library; null where it was not asked for or is not there.</param>
public sealed record DocsSurvey(IReadOnlyList<string> Modules, IReadOnlyList<string> Programs, string? Theme, InstalledLibrary? Library)
{
    /// <summary>Everything that is missing, in the user's words.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. Programs.Select(program => $"the program {program}"), .. Modules.Select(module => $"the Python module {module}"),
        .. Theme is null ? [] : new[] { $"the theme {Theme}" },
    ];
}

/// <summary>One question to the Python that will run Sphinx, in the very environment where it will: what is missing, and which build of the library it has.</summary>
public static class DocsProbe
{
    private const string Script = $$"""
        {{PythonModules.Function}}
        import base64, csv, hashlib, importlib.metadata, io, json, os, shutil

        def literal(path, name):
            for node in ast.parse(open(path, encoding="utf-8").read()).body:
                if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
                    return node.value.value if isinstance(node.value, ast.Constant) else None

        def missing_theme(conf):
            text = open(conf, encoding="utf-8").read()
            theme = literal(conf, "html_theme")
            # A folder of themes may hold it, and so may an extension's own.
            if not isinstance(theme, str) or "html_theme_path" in text or "add_html_theme" in text or not is_there("sphinx"):
                return None
            if theme in ("agogo", "alabaster", "basic", "bizstyle", "classic", "default", "haiku", "nature", "nonav", "pyramid", "scrolls", "sphinxdoc", "traditional"):
                return None
            found = importlib.metadata.entry_points()
            names = [e.name for e in (found.select(group="sphinx.html_themes") if hasattr(found, "select") else found.get("sphinx.html_themes", []))]
            return None if theme in names else theme

        def record_now(owner):
            # With the digests that the Python files have now: pages are made of them, and somebody may have mended one.
            if owner.read_text("RECORD") is None:
                return None
            lines = io.StringIO()
            for file in owner.files:
                place, digest = file.locate(), f"{file.hash.mode}={file.hash.value}" if file.hash else ""
                if digest and file.suffix == ".py":
                    digest = "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(place.read_bytes()).digest()).decode().rstrip("=") if place.exists() else "gone"
                csv.writer(lines, lineterminator="\n").writerow([str(file), digest, file.size or ""])
            return lines.getvalue()

        def library(module, py):
            place = "Installed"
            if not is_there(module):
                place = "Checkout"
                sys.path.append(py)
                if not is_there(module):
                    return None
            spec = importlib.util.find_spec(module)
            folder = os.path.dirname(spec.origin) if spec.origin else list(spec.submodule_search_locations)[0]
            packaged, record = None, None
            for name in ((module, module + "_rtx") if place == "Installed" else ()):
                try:
                    owner = importlib.metadata.distribution(name)
                except importlib.metadata.PackageNotFoundError:
                    continue
                packaged, record = owner.version, record_now(owner)
                break
            version, trouble = None, None
            for name in ("_version.py", "__init__.py"):
                path = os.path.join(folder, name)
                if version is None and os.path.exists(path):
                    version = literal(path, "__version__")
            if place == "Checkout" and os.path.exists(os.path.join(folder, "_version.py")):
                # The build writes it, git ignores it, and pages are made from a copy of what git has.
                trouble = "it was built in its checkout and is not installed"
            elif version is None and packaged is None:
                try:
                    version = str(importlib.import_module(module).__version__)
                except BaseException as problem:
                    trouble = type(problem).__name__ + ": " + str(problem)
            return {
                "interpreter": sys.executable, "tag": "cp%d%d" % sys.version_info[:2], "place": place, "folder": folder,
                "packaged": packaged, "version": version or packaged, "trouble": trouble, "record": record,
            }

        output, conf, docsrc, py, module, *programs = sys.argv[1:]
        answer = {
            "modules": missing_modules(conf, [docsrc, py], ["sphinx"]), "programs": [program for program in programs if shutil.which(program) is None],
            "theme": missing_theme(conf), "library": library(module, py) if module else None,
            "at": [path for path in map(shutil.which, programs + ["sphinx-build"]) if path], "packages": [path for path in sys.path if path and path != py and os.path.isdir(path)],
        }
        with open(output, "w", encoding="utf-8") as file:
            json.dump(answer, file)
        """;

    /// <summary>Arguments for the interpreter; all paths as it sees them.</summary>
    /// <param name="output">File that takes the answer.</param>
    /// <param name="checkout">The checkout, or a copy of it.</param>
    /// <param name="module">The project's module; null where conf.py imports none.</param>
    /// <param name="programs">What else is run.</param>
    public static IReadOnlyList<string> Arguments(string output, string checkout, string? module, IEnumerable<string> programs)
        => ["-c", Script, output, $"{checkout}/docsrc/conf.py", $"{checkout}/docsrc", $"{checkout}/py", module ?? "", .. programs];

    public static DocsSurvey Read(string answer)
    {
        var read = JObject.Parse(answer);
        return new DocsSurvey(read["modules"]!.ToObject<string[]>()!, read["programs"]!.ToObject<string[]>()!, (string?)read["theme"], read["library"] is JObject library ? Library(library) : null);
    }

    private static InstalledLibrary Library(JObject read) => new(
        (string)read["interpreter"]!, (string)read["tag"]!, Enum.Parse<LibraryPlace>((string)read["place"]!), (string)read["folder"]!,
        (string?)read["packaged"], (string?)read["version"], (string?)read["trouble"], (string?)read["record"]);
}
