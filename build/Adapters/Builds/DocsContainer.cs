using System.Collections.Immutable;
using Build.Tools.Python;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Builds;

/// <summary>
/// Sphinx in a container that reaches no network and has no rights: for documentation whose requirements this machine should not have, such as an old release's.
/// </summary>
/// <param name="image">An image with make, doxygen, and a python3 that has Sphinx, the theme and the library.</param>
public sealed class DocsContainer(IContainerEngine engine, string image) : IDocsPlace
{
    private const string Checkout = NeutralPages.Root;
    private const string Answer = "docs-environment.json";

    private static readonly ImmutableDictionary<string, string> Environment = new Dictionary<string, string>
    {
        ["HOME"] = "/tmp", ["LC_ALL"] = "C.UTF-8", ["PYTHONDONTWRITEBYTECODE"] = "1", ["PYTHONHASHSEED"] = "0",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The checkout's copy that is mounted, made once; both passes wait for it.</summary>
    private Task? sources;

    public async Task<string?> Lacking(CancellationToken cancel)
    {
        if (await engine.Unable(cancel) is { } reason) return reason.What.TrimEnd('.');
        return await engine.Image(image, cancel) is null ? $"the image {image} (docker pull {image}, or build it)" : null;
    }

    public async Task<DocsSurvey?> Survey(string? module, IReadOnlyList<string> programs, CancellationToken cancel)
    {
        var ran = await Run("docs-environment", ImmutableDictionary<string, byte[]>.Empty, [PythonSettings.Usual, .. DocsProbe.Arguments($"{Checkout}/{Answer}", Checkout, module, programs)], cancel);
        return ran.Run.Succeeded ? DocsProbe.Read(await File.ReadAllTextAsync(Path.Combine(ran.Folder, Answer), cancel)) : null;
    }

    public async Task<string?> Installed(CancellationToken cancel)
        => await engine.Unable(cancel) is null && await engine.Image(image, cancel) is { } found ? found.Id : null;

    public async Task<(ToolRun Run, string Copy)> Make(
        string name, IReadOnlyDictionary<string, byte[]> changes, IReadOnlyDictionary<string, string> variables, string people, CancellationToken cancel)
    {
        var all = variables.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItem("SPHINXBUILD", $"{PythonSettings.Usual} -m sphinx");
        var ran = await Run(name, changes, ["make", "-C", $"{Checkout}/docsrc", "html", .. all.Select(variable => $"{variable.Key}={variable.Value}")], cancel);
        return (ran.Run, ran.Folder);
    }

    private async Task<ContainerOutput> Run(string name, IReadOnlyDictionary<string, byte[]> changes, IReadOnlyList<string> command, CancellationToken cancel)
    {
        await (sources ??= engine.Snapshot(cancel));
        return await engine.Run(new ContainerRun(name, image, Checkout, command, Environment) { Changes = changes }, cancel);
    }
}
