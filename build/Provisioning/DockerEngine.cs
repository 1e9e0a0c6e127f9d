using Build.Adapters.Programs;
using TorchTrt.Release;

namespace Build.Provisioning;

/// <summary>The Docker engine of this machine, also where no service manager runs.</summary>
/// <param name="folder">Folder for the engine's pid and log.</param>
public sealed class DockerEngine(IMachine machine, string folder, ProvisioningLog log)
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks for the engine's version; succeeds only when one answers.</summary>
    public static ProgramCall Question { get; } = new("docker", "version", "--format", "{{.Server.Version}}") { Limit = TimeSpan.FromSeconds(20) };

    /// <summary>Asks Podman whether it could run something.</summary>
    private static readonly ProgramCall PodmanQuestion = new("podman", "info", "--format", "{{.Host.Arch}}") { Limit = TimeSpan.FromSeconds(20) };

    private string LogFile => Path.Combine(folder, "dockerd.log");

    private string PidFile => Path.Combine(folder, "dockerd.pid");

    public async Task<bool> Answers(CancellationToken cancel) =>
        machine.Find("docker") is not null && (await machine.Run(Question, cancel)).Succeeded;

    public async Task<bool> PodmanAnswers(CancellationToken cancel) =>
        machine.Find("podman") is not null && (await machine.Run(PodmanQuestion, cancel)).Succeeded;

    /// <summary>Starts an engine when none answers; it stays when this process ends.</summary>
    /// <exception cref="ReleaseException">TR4808 when it does not come up within 30 s; with the end of its log.</exception>
    public async Task Start(CancellationToken cancel)
    {
        if (await Answers(cancel))
            return;

        Directory.CreateDirectory(folder);
        if (File.Exists(LogFile))
            File.Delete(LogFile);
        log.Say($"provision: starting dockerd, log in {LogFile}; to stop it: kill $(cat {PidFile})");
        (await machine.Run(Daemon(), cancel)).OrFail("TR4808", "start a Docker engine by hand, or say where one is with DOCKER_HOST.");
        for (var waited = TimeSpan.Zero; waited < StartsWithin && !GaveUp(); waited += BetweenLooks)
        {
            if (await Answers(cancel))
                return;
            await machine.Wait(BetweenLooks, cancel);
        }

        throw new ReleaseException(new ReleaseError(
            "TR4808", $"dockerd was started but no engine answers 'docker version'. The end of its log:\n{EndOfLog()}",
            "start a Docker engine by hand, or say where one is with DOCKER_HOST.", LogFile));
    }

    // start-stop-daemon belongs to dpkg: a session of its own, output into a file, no shell.
    private ProgramCall Daemon() => new(
        "start-stop-daemon", "--start", "--background", "--no-close", "--output", LogFile, "--pidfile", PidFile, "--exec", machine.Find("dockerd") ?? "dockerd",
        "--", "--pidfile", PidFile);

    private bool GaveUp() => EndOfLog().Contains("failed to start daemon", StringComparison.Ordinal);

    private string EndOfLog() => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(15)) : "(nothing)";
}
