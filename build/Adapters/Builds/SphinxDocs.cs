using System.Collections.Immutable;
using System.Text;
using Build.Tools.Python;
using TorchTrt.Release;
using TorchTrt.Release.Docs.Conf;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Builds;

/// <summary>Sphinx through the checkout's own docsrc/Makefile, in a copy.</summary>
/// <param name="written">When the commit was made that the pages are of.</param>
public sealed class SphinxDocs(IWorkspace files, IDocsPlace place, Func<CancellationToken, Task<DateTimeOffset>> written) : IDocsTool, IDocsLibrary
{
    /// <summary>What makes pages of the day they are made on.</summary>
    private static readonly string[] Dated = ["html_last_updated_fmt", "today_fmt", "datetime", "strftime"];

    private DocsSurvey? survey;

    public async Task<IReadOnlyList<string>> Missing(CancellationToken cancel)
    {
        if (await place.Lacking(cancel) is { } lacking) return [lacking];
        return await Survey(cancel) is { } found ? found.Missing : ["an interpreter that understands docsrc/conf.py (logs/docs-environment.log)"];
    }

    /// <exception cref="ReleaseException">TR4101 the place cannot be asked.</exception>
    public async Task<InstalledLibrary?> Find(string module, CancellationToken cancel)
        => await Missing(cancel) is [var lacking] && survey is null
            ? throw new ReleaseException(new ReleaseError("TR4101", $"the documentation needs what this machine lacks: {lacking}.", "install it, or name another place with --docs-python or --docs-container", ConfShape.Path))
            : survey!.Library;

    public Task<string?> Installed(CancellationToken cancel) => place.Installed(cancel);

    public async Task<DocsPages> Make(DocsPass pass, CancellationToken cancel)
    {
        var people = pass.Folder is null ? "make html" : $"make html VERSION={pass.Folder}";
        var (run, copy) = await place.Make($"docs-{pass.Name}", Changes(pass), await Variables(pass, cancel), people, cancel);
        return new DocsPages(run, run.Succeeded ? Pages(copy, Path.Combine(copy, "docs", pass.Folder ?? "")) : []);
    }

    private async Task<DocsSurvey?> Survey(CancellationToken cancel)
    {
        var conf = files.Read(ConfShape.Path)!;
        return survey ??= await place.Survey(ConfShape.Of(conf).Library?.Name, [.. Programs(Encoding.UTF8.GetString(conf))], cancel);
    }

    private ImmutableDictionary<string, byte[]> Changes(DocsPass pass)
    {
        var conf = files.Read(ConfShape.Path)!;
        var own = pass switch
        {
            { Stamp: { } stamp, Way: StampWay.Copy } => ConfShape.Stamped(conf, stamp),
            { Stamp: null } => ConfShape.OfTheBranch(conf),
            _ => null,
        };
        return own is null ? ImmutableDictionary<string, byte[]>.Empty : ImmutableDictionary<string, byte[]>.Empty.Add(ConfShape.Path, own);
    }

    private async Task<Dictionary<string, string>> Variables(DocsPass pass, CancellationToken cancel)
    {
        var makefile = Encoding.UTF8.GetString(files.Read("docsrc/Makefile")!);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // Emptied, since the environment's would be taken otherwise.
            ["VERSION"] = pass.Folder ?? Usual(makefile),
        };
        // Into a stamped copy too: it may set only one of the two.
        if (pass.Stamp is { } stamp) variables[Extra(makefile)] = $"-D version={stamp} -D release={stamp}";
        // Make hands it on to Sphinx. Only where it is needed: Sphinx also writes its year into the copyright, which the project's pages do not have so.
        if (Dated.Any(Encoding.UTF8.GetString(files.Read(ConfShape.Path)!).Contains)) variables["SOURCE_DATE_EPOCH"] = $"{(await written(cancel)).ToUnixTimeSeconds()}";
        return variables;
    }

    /// <summary><c>$(O)</c> adds to what the Makefile gives Sphinx; SPHINXOPTS would replace it.</summary>
    private static string Extra(string makefile) => makefile.Contains("$(O)", StringComparison.Ordinal) ? "O" : "SPHINXOPTS";

    /// <summary>The Makefile's own VERSION for the branch: empty in the project's, a name where a Makefile gives one.</summary>
    private static string Usual(string makefile)
        => makefile.Split('\n').Select(line => line.Split("?=", 2)).FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim() == "VERSION")?[1].Trim() ?? "";

    private static IEnumerable<string> Programs(string conf)
    {
        yield return "make";
        if (conf.Contains("doxygen", StringComparison.OrdinalIgnoreCase) || conf.Contains("exhale", StringComparison.Ordinal)) yield return "doxygen";
        if (conf.Contains("nbsphinx", StringComparison.Ordinal)) yield return "pandoc";
    }

    private static DocsFile[] Pages(string copy, string made) => !Directory.Exists(made) ? [] :
    [
        .. Directory.EnumerateFiles(made, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(path => new DocsFile(Path.GetRelativePath(made, path).Replace(Path.DirectorySeparatorChar, '/'), NeutralPages.Of(File.ReadAllBytes(path), copy)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];
}
