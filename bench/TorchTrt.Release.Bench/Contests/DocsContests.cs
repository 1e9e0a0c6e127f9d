using System.Globalization;
using System.Text;
using TorchTrt.Release.Bench.SideBySide;

namespace TorchTrt.Release.Bench.Contests;

/// <summary>Both passes of the documentation, and what the checklist has people type.</summary>
public sealed class DocsOfAHundredPages : IContest
{
    public string Name => "docs";

    public string Question => "Frozen and main documentation of 100 pages made from nothing; ours side by side, start, copies and checks included, theirs one after the other.";

    public async Task<Lineup> Arrange(Arena arena, CancellationToken cancel)
    {
        var checkout = await HundredPages.Arrange(arena, cancel);
        return new(
            HundredPages.Ours(arena, "--docs-again"),
            new Peer(new("make html VERSION=v1.1.0; make html", ["sh", "-c", "rm -rf docsrc/_build docs/* && make -C docsrc html VERSION=v1.1.0 O='-D version=v1.1.0 -D release=v1.1.0' && rm -rf docsrc/_build && make -C docsrc html"], checkout), AtMost: 0.56));
    }
}

/// <summary>Nothing has changed.</summary>
public sealed class DocsUnchanged : IContest
{
    public string Name => "docs-unchanged";

    public string Question => "The same once more, with nothing changed; Sphinx looks at every page.";

    public async Task<Lineup> Arrange(Arena arena, CancellationToken cancel)
    {
        var checkout = await HundredPages.Arrange(arena, cancel);
        await Arena.Run(["make", "-C", "docsrc", "html"], checkout, cancel);
        await Arena.Run(HundredPages.Ours(arena).Arguments, arena.Folder, cancel);
        return new(HundredPages.Ours(arena), new Peer(new("make html, one pass", ["make", "-C", "docsrc", "html"], checkout)));
    }
}

/// <summary>Two checkouts of the same documentation, for the two sides.</summary>
internal static class HundredPages
{
    private const string Conf = """
        project = 'Torch-TensorRT'
        version = 'master'
        release = 'master'
        extensions = ['sphinx.ext.napoleon', 'sphinx.ext.autosectionlabel']
        autosectionlabel_prefix_document = True
        html_theme = 'alabaster'
        """;

    private const string Makefile = """
        VERSION ?=
        SPHINXBUILD ?= sphinx-build
        DESTDIR = ../docs/$(VERSION)
        html:
        	@$(SPHINXBUILD) -M html . _build $(SPHINXOPTS) $(O)
        	mkdir -p $(DESTDIR)
        	cp -r _build/html/* $(DESTDIR)
        	touch $(DESTDIR)/.nojekyll
        """;

    public static Contender Ours(Arena arena, params string[] more) => new(
        "torch-tensorrt-release", arena.Host(["--target=Docs", "--exclusive", $"--repo={Path.Combine(arena.Folder, "ours")}", "--version=1.1.0", $"--artifacts={Path.Combine(arena.Folder, "artifacts")}", .. more]), arena.Folder);

    /// <returns>The checkout of the other side.</returns>
    public static async Task<string> Arrange(Arena arena, CancellationToken cancel)
    {
        await Arena.Run(["sphinx-build", "--version"], arena.Folder, cancel);
        foreach (var side in new[] { "ours", "theirs" }) await Checkout(Path.Combine(arena.Folder, side), cancel);
        return Path.Combine(arena.Folder, "theirs");
    }

    private static async Task Checkout(string root, CancellationToken cancel)
    {
        Write(root, "docsrc/conf.py", Conf);
        Write(root, "docsrc/Makefile", Makefile);
        Write(root, "py/setup.py", "__version__ = '1.1.0'\n");
        Write(root, "core/core.cpp", "// Torch-TensorRT\n");
        Write(root, "cpp/include/torch_tensorrt/macros.h", "#define TORCH_TENSORRT_MAJOR_VERSION 1\n#define TORCH_TENSORRT_MINOR_VERSION 1\n#define TORCH_TENSORRT_PATCH_VERSION 0\n");
        var index = new StringBuilder("Torch-TensorRT\n==============\n\n.. toctree::\n\n");
        for (var page = 0; page < 100; page++)
        {
            index.Append(CultureInfo.InvariantCulture, $"   page{page:00}\n");
            Write(root, string.Create(CultureInfo.InvariantCulture, $"docsrc/page{page:00}.rst"), Page(page));
        }

        Write(root, "docsrc/index.rst", index.ToString());
        await Arena.Run(["git", "init", "--quiet", "--initial-branch=master", "."], root, cancel);
        await Arena.Run(["git", "add", "--all"], root, cancel);
        await Arena.Run(["git", "-c", "user.name=Bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgSign=false", "commit", "--quiet", "--message=docs: a hundred pages"], root, cancel);
        await Arena.Run(["git", "-c", "user.name=Bench", "-c", "user.email=bench@localhost", "-c", "tag.gpgSign=false", "tag", "--annotate", "--message=v1.0.0", "v1.0.0"], root, cancel);
    }

    /// <summary>Sections of words, code in three languages, tables and references, as long as a page of the project's user guide.</summary>
    private static string Page(int number)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Page {number}\n========\n\n");
        for (var section = 0; section < 8; section++)
        {
            var other = (number + (section * 7) + 1) % 100;
            text.Append(CultureInfo.InvariantCulture, $"Section {section}\n---------\n\nCompiles part {section} of module {number} for TensorRT; see :doc:`page{other:00}` and :ref:`page{other:00}:Section {section}`.\n\n");
            text.Append(CultureInfo.InvariantCulture, $".. code-block:: python\n\n   import torch_tensorrt\n   trt_{number}_{section} = torch_tensorrt.compile(model, inputs=[torch_tensorrt.Input(({section + 1}, 3, 224, 224))])\n   for batch in range({number}):\n       print(trt_{number}_{section}(batch))\n\n");
            text.Append(CultureInfo.InvariantCulture, $".. code-block:: c++\n\n   auto info = torch_tensorrt::ts::CompileSpec({{{{ {section + 1}, 3, 224, 224 }}}});\n   auto module{number} = torch_tensorrt::ts::compile(loaded, info);\n\n");
            text.Append(CultureInfo.InvariantCulture, $"=========  =====\noperator   cost\n=========  =====\naten::o{section}   {number * section}\n=========  =====\n\n");
        }

        return text.ToString();
    }

    private static void Write(string root, string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
