using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Build.Adapters.Git;
using Build.Adapters.Programs;
using Build.Tools.Docker;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Builds;

/// <summary>The docker program and the engine behind it; podman where docker is absent or its engine does not answer.</summary>
public sealed class DockerEngine(IWorkspace files, ToolRunner tools, ReleaseFolder folder) : IContainerEngine
{
    /// <summary>How long a registry may take to say whether it has an image.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Programs = ["docker", "podman"];

    /// <summary>A user that owns nothing, where the release itself is run by root.</summary>
    private const string Nobody = "65534:65534";

    /// <summary>What package managers need of root.</summary>
    private static readonly string[] Installing = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"];

    /// <summary>Fills the scratch copy; its arguments are the copy's path and the command.</summary>
    private const string Prepare = "cp -R --preserve=mode,timestamps,links /source/. \"$1\" && cp -R /changes/. \"$1\" && shift && exec \"$@\"";

    private (string Program, string Version)? answering;

    public async Task<ReleaseError?> Unable(CancellationToken cancel)
    {
        var complaints = new List<string>();
        foreach (var program in Programs)
        {
            if (answering is not null) return null;
            if (ProgramPath.Find(program) is null) continue;
            var (run, version) = await tools.Ask(new DockerSettings(program).Version(), $"{program}-version", $"{program} version", cancel);
            // Podman's client answers whatever state its store is in.
            if (run.Succeeded && program == "podman") (run, _) = await tools.Ask(new DockerSettings(program).Information(), "podman-info", "podman info", cancel);
            if (run.Succeeded) answering = (program, version);
            else complaints.Add($"{program}: {run.Complaint.TrimEnd('.')}");
        }

        if (answering is not null) return null;
        return complaints.Count == 0 ? ProgramPath.Missing(Programs[0]) : new ReleaseError(
            "TR4301", $"no container engine answers; {string.Join("; ", complaints)}.", "start it (systemctl start docker, or dockerd), or let --provision do it");
    }

    public async Task<(string Name, string Version)> Identity(CancellationToken cancel)
        => await Unable(cancel) is { } reason ? throw new ReleaseException(reason) : answering!.Value;

    public async Task<ContainerImage?> Image(string name, CancellationToken cancel)
    {
        if (name.Length == 0 || name[0] == '-') return null;
        var (docker, program) = await Engine(cancel);
        var (run, output) = await tools.Ask(docker.ImageInspect(name), "docker-image", $"{program} image inspect {name}", cancel);
        if (!run.Succeeded)
            return run.Complaint.Contains("No such image", StringComparison.OrdinalIgnoreCase) || run.Complaint.Contains("image not known", StringComparison.Ordinal) ? null : throw new ReleaseException(run.Failure("TR4309"));
        var image = JArray.Parse(output)[0];
        var labels = (image["Config"]?["Labels"] as JObject ?? image["Labels"] as JObject)?.Properties().ToDictionary(label => label.Name, label => label.Value.ToString(), StringComparer.Ordinal);
        var id = (string)image["Id"]!;
        return new ContainerImage(id.StartsWith("sha256:", StringComparison.Ordinal) ? id : $"sha256:{id}", labels ?? [])
        {
            Digests = [.. (image["RepoDigests"] as JArray ?? []).Select(digest => (string)digest!).Where(digest => !digest.StartsWith("localhost/", StringComparison.Ordinal))],
        };
    }

    public async Task<ReleaseError?> Unobtainable(string name, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        string complaint;
        try
        {
            var (docker, program) = await Engine(cancel);
            var run = await tools.Run(docker.ManifestInspect(name), "docker-manifest", $"{program} manifest inspect {name}", patience.Token);
            if (run.Succeeded) return null;
            complaint = run.Complaint.TrimEnd('.');
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            complaint = $"its registry did not answer within {Patience.TotalSeconds:0} seconds";
        }

        return new ReleaseError("TR4308", $"the base image {name} is not on this machine and cannot be pulled: {complaint}.", "pull or import it, or name another with --base-image");
    }

    public async Task<ToolRun> Pull(string name, CancellationToken cancel)
    {
        var (docker, program) = await Engine(cancel);
        return await tools.Run(docker.Pull(name), "docker-pull", $"{program} pull {name}", cancel);
    }

    public async Task<ToolRun> Build(ImageBuild build, CancellationToken cancel)
    {
        var (docker, program) = await Engine(cancel);
        var dockerfile = build.Text is { } text ? await Written(text, cancel) : Path.Combine(files.Root, build.Dockerfile);
        return await tools.Run(docker.Build(build.Tag, dockerfile, Path.Combine(files.Root, build.Folder), build.Arguments, build.Labels), "docker-build", $"{program} build -t {build.Tag} {build.Folder}", cancel);
    }

    public async Task<IReadOnlyList<string>> Interpreters(string image, CancellationToken cancel)
    {
        var (docker, program) = await Engine(cancel);
        var name = Named("interpreters");
        var (run, output) = await tools.Ask(docker.Run(name, image, [], await Confined(program, ContainerNetwork.None, ContainerUser.Unprivileged, 1, cancel), ["ls", "-1", "/opt/python"], None), "docker-interpreters", $"{program} run {image} ls /opt/python", cancel);
        return run.Succeeded ? [.. output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)] : throw new ReleaseException(run.Failure("TR4311"));
    }

    public async Task Snapshot(CancellationToken cancel)
    {
        await Own(Source, cancel);
        await CheckoutCopy.Make(files, Source, cancel);
        await CommitAlone.Put(files.Root, Source, cancel);
        await GiveAway(Source, cancel);
    }

    public async Task<ContainerOutput> Run(ContainerRun run, CancellationToken cancel)
    {
        var (docker, program) = await Engine(cancel);
        var scratch = Path.Combine(folder.State, "copies", run.Name);
        var name = Named(run.Name);
        await Remove(docker, program, name);
        await Own(scratch, cancel);
        var changes = await Lay(run, scratch, cancel);
        try
        {
            var ran = await tools.Run(
                docker.Run(
                    name, run.Image, [new Mount(Source, "/source", MountAccess.Read), new Mount(changes, "/changes", MountAccess.Read), new Mount(scratch, run.MountedAt, MountAccess.Write)],
                    await Confined(program, run.Network, run.User, run.Cores, cancel), ["/bin/bash", "-c", Prepare, "prepare", run.MountedAt, .. run.Command], run.Environment),
                run.Name, $"{program} run {run.Image} {string.Join(' ', run.Command)} ({run.Name})", cancel);
            await Own(scratch, cancel);
            return new ContainerOutput(ran, scratch);
        }
        catch (OperationCanceledException)
        {
            // The program's end is not the container's.
            await Remove(docker, program, name);
            throw;
        }
    }

    private static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    private string Source => Path.Combine(folder.State, "copies", "source");

    private async Task<(DockerSettings Docker, string Program)> Engine(CancellationToken cancel)
    {
        var (program, _) = await Identity(cancel);
        return (new DockerSettings(program), program);
    }

    /// <summary>Always the same name for the same folder: a container that a killed release left running is found and ended.</summary>
    private string Named(string run) => $"torch-tensorrt-release-{run}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder.State)))[..12]}";

    private async Task<Confinement> Confined(string program, ContainerNetwork network, ContainerUser user, int cores, CancellationToken cancel) => new(
        user == ContainerUser.Root ? "0:0" : await Unprivileged(cancel), network, user == ContainerUser.Root ? Installing : [], cores, program == "podman" ? OwnLimits() : []);

    /// <summary>The user of this machine; where that is root, nobody.</summary>
    private async Task<string> Unprivileged(CancellationToken cancel)
    {
        if (Environment.IsPrivilegedProcess || OperatingSystem.IsWindows()) return Nobody;
        Directory.CreateDirectory(folder.State);
        return (await new ProgramRunner().Run(new ProgramCall("stat", "--format=%u:%g", "--", folder.State), cancel)).Output.Trim();
    }

    /// <summary>
    /// Podman gives containers its own idea of limits, which a machine that may not raise them refuses; these are the ones it has itself: this process's
    /// (proc(5), limits), and no more processes than the kernel has numbers for (pid_max), to which Podman lowers itself.
    /// </summary>
    private static IReadOnlyList<string> OwnLimits()
    {
        if (!File.Exists("/proc/self/limits")) return [];
        var numbers = long.Parse(File.ReadAllText("/proc/sys/kernel/pid_max"), CultureInfo.InvariantCulture);
        return [.. Limit("nofile", "Max open files", long.MaxValue), .. Limit("nproc", "Max processes", numbers)];
    }

    private static IEnumerable<string> Limit(string name, string line, long most)
    {
        var words = File.ReadLines("/proc/self/limits").FirstOrDefault(text => text.StartsWith(line, StringComparison.Ordinal))?[line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var values = words.Take(2).Select(word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? Math.Min(value, most) : most).ToList();
        // Neither bounded here nor by the kernel: left to Podman.
        if (values is [var soft, var hard] && hard < long.MaxValue) yield return $"{name}={soft}:{hard}";
    }

    /// <summary>Makes an empty scratch copy, and beside it the folder of the files that replace the checkout's.</summary>
    private static async Task<string> Lay(ContainerRun run, string scratch, CancellationToken cancel)
    {
        var changes = $"{scratch}.changes";
        try
        {
            foreach (var place in new[] { scratch, changes })
            {
                if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
                Directory.CreateDirectory(place);
            }

            foreach (var (path, content) in run.Changes)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(changes, path))!);
                await File.WriteAllBytesAsync(Path.Combine(changes, path), content, cancel);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(DiskTrouble.Explain(failure, scratch), failure);
        }

        if (run.User == ContainerUser.Unprivileged)
            foreach (var place in new[] { scratch, changes }) await GiveAway(place, cancel);
        return changes;
    }

    private async Task<string> Written(string dockerfile, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder.State);
        var path = Path.Combine(folder.State, "Dockerfile");
        await File.WriteAllTextAsync(path, dockerfile, cancel);
        return path;
    }

    private Task Remove(DockerSettings docker, string program, string name) => tools.Run(docker.Remove(name), $"docker-remove-{name}", $"{program} rm {name}", CancellationToken.None);

    /// <summary>Root gives a folder to nobody, whom the container runs as.</summary>
    private static async Task GiveAway(string place, CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows()) return;
        var given = await new ProgramRunner().Run(new ProgramCall("chown", "-R", Nobody, "--", place), cancel);
        if (!given.Succeeded) throw new ReleaseException(new ReleaseError("TR4310", $"{place} cannot be given to the container's user: {given.Errors.Trim()}.", "see who owns it", place));
    }

    /// <summary>What root wrote in a container is given to the user, who could not remove it otherwise.</summary>
    private async Task Own(string place, CancellationToken cancel)
    {
        if (Environment.IsPrivilegedProcess || OperatingSystem.IsWindows() || !Directory.Exists(place) || !await HasForeign(place, cancel)) return;
        var (docker, program) = await Engine(cancel);
        var image = (await Image(TorchTrt.Release.Wheels.WheelImage.Tag, cancel))?.Id ?? TorchTrt.Release.Wheels.WheelImage.Tag;
        var owner = await Unprivileged(cancel);
        var owned = await tools.Run(
            docker.Run($"{Named(Path.GetFileName(place))}-own", image, [new Mount(place, "/copy", MountAccess.Write)], await Confined(program, ContainerNetwork.None, ContainerUser.Root, 1, cancel), ["chown", "-R", owner, "/copy"], None),
            $"docker-own-{Path.GetFileName(place)}", $"{program} run {image} chown", cancel);
        if (!owned.Succeeded) throw new ReleaseException(owned.Failure("TR4310"));
    }

    private async Task<bool> HasForeign(string place, CancellationToken cancel)
        => (await new ProgramRunner().Run(new ProgramCall("find", place, "!", "-uid", (await Unprivileged(cancel)).Split(':')[0], "-print", "-quit"), cancel)).Output.Trim().Length > 0;
}
