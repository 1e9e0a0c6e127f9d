using System.Reflection;
using System.Runtime.InteropServices;
using TorchTrt.Release.Attestations;

namespace Build.Desk;

/// <summary>
/// Who the statements say built the files. A program cannot vouch for the machine it runs on: these are SLSA level 1; higher levels come from the CI system's own attestation.
/// </summary>
public static class BuilderIdentity
{
    public static (string Name, string Version) Tool { get; } = ("torch-tensorrt-release", Version());

    public static Builder Here() => Of(Environment.GetEnvironmentVariable);

    public static Builder Of(Func<string, string?> environment)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal) { [Tool.Name] = Tool.Version, ["dotnet"] = RuntimeInformation.FrameworkDescription };
        if (Options.GitHubActions.Read(environment) != "true") return new Builder("urn:torch-tensorrt-release:builder:this-machine", versions, null);
        var runner = Options.Runner.Read(environment) == "github-hosted" ? "github-hosted" : "self-hosted";
        var run = Options.GitHubRun.Read(environment) is { } id ? $"{Options.GitHubServer.Read(environment) ?? "https://github.com"}/{Options.GitHubRepository.Read(environment)}/actions/runs/{id}" : null;
        return new Builder($"https://github.com/actions/runner/{runner}", versions, run);
    }

    /// <summary>The step of a GitHub Actions workflow that has GitHub attest what SHA256SUMS lists.</summary>
    /// <param name="sums">Path of SHA256SUMS.</param>
    public static string GitHubStep(string sums) => $"""
          permissions:            # of the job
            contents: read
            id-token: write
            attestations: write
          steps:                  # after the one that runs this target; pin the action by its commit
            - uses: actions/attest@v4
              with:
                subject-checksums: {sums}
        """;

    private static string Version()
        => (typeof(BuilderIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];
}
