using Build.Adapters.Programs;

namespace Build.Provisioning;

/// <summary>One file of a package of npm, for tests that hold the program against what others published.</summary>
/// <param name="Package">Name and exact version, such as <c>@octokit/openapi@23.0.2</c>.</param>
/// <param name="Path">Of the file inside the package.</param>
/// <param name="Place">Where it is kept, under the artifacts folder.</param>
public sealed record NpmFile(string Package, string Path, string Place)
{
    /// <summary>GitHub's description of its REST API, OpenAPI 3.0, MIT licence.</summary>
    public static NpmFile GitHubApi { get; } = new("@octokit/openapi@23.0.2", "generated/api.github.com.json", "contract/api.github.com.json");

    /// <summary>The schema of CycloneDX 1.6 and the two it refers to, as the CycloneDX project publishes them; Apache 2.0.</summary>
    public static IReadOnlyList<NpmFile> CycloneDx { get; } =
        [.. new[] { "bom-1.6", "spdx", "jsf-0.82" }.Select(name => new NpmFile("@cyclonedx/cyclonedx-library@10.3.0", $"res/schema/{name}.SNAPSHOT.schema.json", $"schemas/{name}.schema.json"))];

    public static IReadOnlyList<NpmFile> OfTests { get; } = [GitHubApi, .. CycloneDx];
}

/// <summary>Fetches files out of packages of npm, once.</summary>
/// <param name="artifacts">The artifacts folder.</param>
public sealed class NpmFiles(IMachine machine, string artifacts, ProvisioningLog log)
{
    /// <exception cref="TorchTrt.Release.ReleaseException">TR4812 when the package cannot be fetched or lacks the file.</exception>
    public async Task Ensure(NpmFile wanted, CancellationToken cancel)
    {
        var place = Path.Combine(artifacts, wanted.Place);
        if (File.Exists(place)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        var work = Directory.CreateDirectory($"{place}.{Guid.NewGuid():N}").FullName;
        try
        {
            log.Say($"fetching {wanted.Package} with npm");
            await Answer(new("npm", "pack", "--silent", "--pack-destination", work, wanted.Package) { Folder = work, Progress = log.Progress }, cancel);
            var archive = Directory.EnumerateFiles(work, "*.tgz").FirstOrDefault() ?? "";
            await Answer(new("tar", "-xzf", archive, "-C", work, $"package/{wanted.Path}"), cancel);
            File.Move(Path.Combine(work, "package", wanted.Path), place);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task Answer(ProgramCall call, CancellationToken cancel)
        => (await machine.Run(call, cancel)).OrFail("TR4812", "see whether the machine reaches npm's registry.");
}
