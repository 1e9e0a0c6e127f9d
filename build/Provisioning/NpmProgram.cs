using Build.Adapters.Programs;
using TorchTrt.Release;

namespace Build.Provisioning;

/// <summary>A program of npm at one version, with what it needs beside it.</summary>
/// <param name="Packages">Names and exact versions.</param>
/// <param name="Place">Where it is installed, under the artifacts folder.</param>
public sealed record NpmProgram(IReadOnlyList<string> Packages, string Place)
{
    /// <summary>What the release checklist's command runs.</summary>
    public static NpmProgram ConventionalChangelog5 { get; } = new(["conventional-changelog-cli@5.0.0"], "npm/conventional-changelog-5");

    /// <summary>Its successor.</summary>
    public static NpmProgram ConventionalChangelog8 { get; } = new(["conventional-changelog@8.1.3", "conventional-changelog-angular@9.4.0"], "npm/conventional-changelog-8");

    public static IReadOnlyList<NpmProgram> OfTests { get; } = [ConventionalChangelog5, ConventionalChangelog8];

    /// <summary>The program's own file.</summary>
    /// <param name="artifacts">The artifacts folder.</param>
    public string File(string artifacts) => Path.Combine(artifacts, Place, "node_modules", ".bin", "conventional-changelog");
}

/// <summary>Installs programs of npm into the artifacts folder, once, and nowhere else.</summary>
/// <param name="artifacts">The artifacts folder.</param>
public sealed class NpmPrograms(IMachine machine, string artifacts, ProvisioningLog log)
{
    /// <exception cref="ReleaseException">TR4812 when npm cannot install it.</exception>
    public async Task Ensure(NpmProgram wanted, CancellationToken cancel)
    {
        if (File.Exists(wanted.File(artifacts))) return;
        var place = Directory.CreateDirectory(Path.Combine(artifacts, wanted.Place)).FullName;
        log.Say($"installing {string.Join(" and ", wanted.Packages)} with npm");
        var call = new ProgramCall("npm", ["install", "--prefix", place, "--no-audit", "--no-fund", "--ignore-scripts", .. wanted.Packages]) { Folder = place, Progress = log.Progress };
        (await machine.Run(call, cancel)).OrFail("TR4812", "see whether the machine reaches npm's registry.");
    }
}
