using System.Diagnostics;
using System.Text;
using Build.Adapters.Builds;
using Build.Tests.Adapters.Git;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace Build.Tests.Docs;

/// <summary>A checkout whose conf.py is written as the project's since v2.12.0, and builds of its library to install.</summary>
internal sealed class DocsStory : IDisposable
{
    private const string Conf = """
        import os
        import sys
        sys.path.append(os.path.join(os.path.dirname(__name__), "../py"))
        import torch_tensorrt
        project = "Torch-TensorRT"
        _raw_version = torch_tensorrt.__version__
        version = f"v{_raw_version}"
        release = f"v{_raw_version}"
        _version_match = "main" if ("dev" in _raw_version or "+" in _raw_version) else version
        extensions = ["sphinx.ext.autodoc"]
        html_theme = "basic"
        templates_path = ["_templates"]
        html_context = {}
        html_theme_options = {"switcher": {"version_match": _version_match}}
        html_context["mark"] = html_theme_options.pop("switcher")["version_match"]
        """;

    private const string Makefile = "VERSION ?=\nSPHINXBUILD ?= sphinx-build\nDESTDIR = ../docs/$(VERSION)\nhtml:\n\t$(SPHINXBUILD) -M html . _build $(SPHINXOPTS) $(O)\n\tmkdir -p $(DESTDIR)\n\tcp -r _build/html/* $(DESTDIR)\n\tpython3 -c \"import sys; print(sys.prefix)\" > $(DESTDIR)/python3.txt\n";

    private readonly ToolsFolder folder = new();
    private readonly GitStory story = new();

    public DocsStory() => story
        .File("docsrc/conf.py", Conf).File("docsrc/Makefile", Makefile)
        .File("docsrc/index.rst", "Title\n=====\n\n|release|\n\n.. automodule:: torch_tensorrt\n")
        .File("docsrc/_templates/layout.html", "{% extends 'basic/layout.html' %}\n{% block extrahead %}<script>DOCUMENTATION_OPTIONS.theme_switcher_version_match = '{{ mark }}';</script>{% endblock %}\n")
        .File("py/torch_tensorrt/__init__.py", "from torch_tensorrt._version import __version__\n")
        .Commit("docs: begin");

    public static ReleaseTarget Release { get; } = ToolsWorld.Target("2.13.0");

    public ReleaseFolder Artifacts => new(folder["artifacts"]);

    public ToolRunner Tools => new(Artifacts, null);

    public string this[string path] => folder[path];

    public string Root => story.Root;

    public async Task<IWorkspace> Files() => (await story.Open()).Checkout;

    public async Task<SphinxDocs> In(string place)
    {
        var files = await Files();
        return new SphinxDocs(files, new DocsHere(files, Tools, Artifacts, place), Written);
    }

    /// <summary>Writes a wheel of the library.</summary>
    /// <param name="into">Folder, relative to the story's.</param>
    public string Wheel(string version, string into)
    {
        var wheel = new WheelBuilder($"torch_tensorrt-{version}-py3-none-any.whl")
            .Replacing("torch_tensorrt/__init__.py", $"\"\"\"The library of {version}.\"\"\"\nfrom torch_tensorrt._version import __version__\n")
            .With("torch_tensorrt/_version.py", Encoding.UTF8.GetBytes($"__version__ = \"{version}\"\n"));
        Directory.CreateDirectory(folder[into]);
        var path = Path.Combine(folder[into], wheel.FileName);
        File.WriteAllBytes(path, wheel.Bytes);
        return path;
    }

    /// <summary>A virtual environment that has what the machine's Python has, and a wheel.</summary>
    public string Environment(string name, string wheel)
    {
        Call("/usr/bin/python3", "-m", "venv", "--system-site-packages", "--without-pip", folder[name]);
        Call(Path.Combine(folder[name], "bin", "python"), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check", wheel);
        return folder[name];
    }

    private static Task<DateTimeOffset> Written(CancellationToken cancel) => Task.FromResult(DateTimeOffset.UnixEpoch);

    public LibraryCheck Check(SphinxDocs docs) => new(docs, new ArtifactFiles(Artifacts), Artifacts.Out, Release, DevelopmentBuild.Refused);

    public void Dispose()
    {
        story.Dispose();
        folder.Dispose();
    }

    private static void Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{output}{errors.Result}");
    }
}
