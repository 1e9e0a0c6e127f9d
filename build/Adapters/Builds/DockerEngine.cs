using System.Security.Cryptography;
using System.Text;
using Build.Adapters.Programs;
using Build.Tools.Docker;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Builds;

/// <summary>The docker program and the engine behind it.</summary>
public sealed class DockerEngine(IWorkspace files, ToolRunner tools, ReleaseFolder folder) : IContainerEngine
{
    /// <summary>How long a registry may take to say whether it has an image.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<ReleaseError?> Unable(CancellationToken cancel)
    {
        if (ProgramPath.Find("docker") is null) return ProgramPath.Missing("docker");
        var run = await tools.Run(DockerSettings.Version(), "docker-version", "docker version", cancel);
        return run.Succeeded ? null : new ReleaseError(
            "TR4301", $"no Docker engine answers: {run.Complaint.TrimEnd('.')}.", "start it (systemctl start docker, or dockerd), or let --provision do it");
    }

    public async Task<ContainerImage?> Image(string name, CancellationToken cancel)
    {
        if (name.Length == 0 || name[0] == '-') return null;
        var (run, output) = await tools.Ask(DockerSettings.ImageInspect(name), "docker-image", $"docker image inspect {name}", cancel);
        if (!run.Succeeded)
            return run.Complaint.Contains("No such image", StringComparison.OrdinalIgnoreCase) ? null : throw new ReleaseException(run.Failure("TR4309"));
        var image = JObject.Parse(output);
        var labels = (image["Config"]?["Labels"] as JObject)?.Properties().ToDictionary(label => label.Name, label => label.Value.ToString(), StringComparer.Ordinal);
        return new ContainerImage((string)image["Id"]!, labels ?? []);
    }

    public async Task<ReleaseError?> Unobtainable(string name, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        string complaint;
        try
        {
            var run = await tools.Run(DockerSettings.ManifestInspect(name), "docker-manifest", $"docker manifest inspect {name}", patience.Token);
            if (run.Succeeded) return null;
            complaint = run.Complaint.TrimEnd('.');
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            complaint = $"its registry did not answer within {Patience.TotalSeconds:0} seconds";
        }

        return new ReleaseError("TR4308", $"the base image {name} is not on this machine and cannot be pulled: {complaint}.", "pull or import it, or name another with --base-image");
    }

    public Task<ToolRun> Build(ImageBuild build, CancellationToken cancel)
        => tools.Run(
            DockerSettings.Build(build.Tag, Path.Combine(files.Root, build.Dockerfile), Path.Combine(files.Root, build.Folder), build.Arguments, build.Labels),
            "docker-build", $"docker build -t {build.Tag} {build.Folder}", cancel);

    public async Task<ContainerOutput> Run(ContainerRun run, CancellationToken cancel)
    {
        var copy = Path.Combine(folder.State, "copies", run.Name);
        // Always the same name for the same folder: one that a killed release left running is found and ended.
        var name = $"torch-tensorrt-release-{run.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(copy)))[..12]}";
        await Remove(name);
        await Own(run.Image, name, copy, cancel);
        await CheckoutCopy.Make(files, copy, cancel);
        try
        {
            var ran = await tools.Run(
                DockerSettings.Run(name, run.Image, (copy, run.MountedAt), run.Command, run.Environment), $"docker-run-{run.Name}", $"docker run {run.Image} {string.Join(' ', run.Command)}", cancel);
            await Own(run.Image, name, copy, cancel);
            return new ContainerOutput(ran, copy);
        }
        catch (OperationCanceledException)
        {
            // The program's end is not the container's.
            await Remove(name);
            throw;
        }
    }

    private Task Remove(string name) => tools.Run(DockerSettings.Remove(name), "docker-remove", $"docker rm {name}", CancellationToken.None);

    /// <summary>What root wrote in the container is given to the user, who could not remove it otherwise.</summary>
    private async Task Own(string image, string name, string copy, CancellationToken cancel)
    {
        if (Environment.IsPrivilegedProcess || OperatingSystem.IsWindows() || !Directory.Exists(copy)) return;
        var ids = await new ProgramRunner().Run(new ProgramCall("stat", "--format=%u:%g", "--", Path.GetDirectoryName(copy)!), cancel);
        var owned = await tools.Run(
            DockerSettings.Run($"{name}-own", image, (copy, "/copy"), ["chown", "-R", ids.Output.Trim(), "/copy"], new Dictionary<string, string>(StringComparer.Ordinal)), "docker-own", $"docker run {image} chown", cancel);
        if (!owned.Succeeded) throw new ReleaseException(owned.Failure("TR4310"));
    }
}
