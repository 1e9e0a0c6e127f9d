using TorchTrt.Release;

namespace Build.Provisioning;

/// <summary>Sees that the machine has what targets need, and brings it where that was asked for.</summary>
public sealed class Provisioner(IMachine machine, TimeProvider clock, DockerEngine docker, ProvisioningLog log)
{
    /// <summary>The parts that the machine lacks, with the tool each belongs to.</summary>
    public async Task<IReadOnlyList<MissingPart>> Missing(IReadOnlyCollection<Need> needs, CancellationToken cancel)
    {
        var missing = new List<MissingPart>();
        foreach (var tool in needs.Distinct().Order().Select(ToolRegistry.For))
        {
            foreach (var part in tool.Parts)
            {
                if (!await IsHere(part, cancel))
                    missing.Add(new MissingPart(tool, part.Package));
            }
        }

        return missing;
    }

    /// <summary>Asks for everything at once; changes nothing.</summary>
    /// <exception cref="ReleaseException">TR4001 for missing packages, TR4804 for a Docker engine that does not answer.</exception>
    public async Task Require(IReadOnlyCollection<Need> needs, CancellationToken cancel)
    {
        // What runs containers with Podman needs no Docker; --provision still brings Docker, which makes base images too.
        var isPodman = needs.Contains(Need.Docker) && !await docker.Answers(cancel) && await docker.PodmanAnswers(cancel);
        var missing = await Missing(isPodman ? [.. needs.Where(need => need != Need.Docker)] : needs, cancel);
        var errors = new List<ReleaseError>();
        if (missing.Count > 0)
            errors.Add(new ReleaseError("TR4001", Said(missing), $"add --provision, or give as root: {Apt.CommandFor(PackagesOf(missing))}"));
        if (needs.Contains(Need.Docker) && !isPodman && missing.All(m => m.Tool.Need != Need.Docker) && !await docker.Answers(cancel))
            errors.Add(new ReleaseError("TR4804", "Docker is installed, but no engine answers 'docker version'.", "start the engine, or add --provision."));
        if (errors.Count > 0)
            throw new ReleaseException(ExitCode.Failed, errors);
    }

    /// <summary>Installs what is missing and starts the Docker engine when it is needed and none answers.</summary>
    /// <exception cref="ReleaseException">
    /// TR4805: no distribution whose packages are known. TR4806: not root. TR4807: apt failed, or a tool is still missing. TR4808: no engine came up.
    /// </exception>
    public async Task Provide(IReadOnlyCollection<Need> needs, CancellationToken cancel)
    {
        var missing = await Missing(needs, cancel);
        if (missing.Count > 0)
        {
            RefuseWhereNotAllowed(missing);
            await new Apt(machine, clock, log).Install(PackagesOf(missing), cancel);
            var still = await Missing(needs, cancel);
            if (still.Count > 0)
                throw new ReleaseException(new ReleaseError(
                    "TR4807", $"the packages are installed, yet {Said(still)}", "see whether PATH leads to another installation of the tool first."));
        }

        if (needs.Contains(Need.Docker))
            await docker.Start(cancel);
    }

    private void RefuseWhereNotAllowed(IReadOnlyList<MissingPart> missing)
    {
        if (!machine.Distributions.Any(id => id is "debian" or "ubuntu"))
            throw new ReleaseException(new ReleaseError(
                "TR4805", $"--provision knows the packages of Debian and Ubuntu only; {Said(missing)}",
                $"install what corresponds to the Debian packages {string.Join(' ', PackagesOf(missing))}."));
        if (!machine.IsRoot)
            throw new ReleaseException(new ReleaseError(
                "TR4806", $"--provision installs packages only as root; {Said(missing)}", $"sudo {Apt.CommandFor(PackagesOf(missing))}"));
    }

    private async Task<bool> IsHere(ToolPart part, CancellationToken cancel)
    {
        foreach (var sign in part.Signs)
        {
            var seen = sign switch
            {
                Sign.Command command => machine.Find(command.Name) is not null,
                Sign.Location location => machine.Exists(location.Path),
                Sign.Call call => machine.Find(call.Program.Program) is not null && (await machine.Run(call.Program, cancel)).Succeeded,
                _ => throw new InvalidOperationException($"No way to look for {sign}."),
            };
            if (seen)
                return true;
        }

        return false;
    }

    private static string Said(IReadOnlyList<MissingPart> missing) =>
        string.Join("; ", missing.GroupBy(m => m.Tool).Select(g => $"{string.Join(", ", g.Select(m => m.Package))} missing, needed to {g.Key.For}")) + ".";

    private static List<string> PackagesOf(IReadOnlyList<MissingPart> missing) => [.. missing.Select(m => m.Package).Distinct(StringComparer.Ordinal)];
}

/// <summary>A package that the machine lacks.</summary>
public sealed record MissingPart(Tool Tool, string Package);
