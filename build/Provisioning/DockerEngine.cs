using TorchTrt.Release;

namespace Build.Provisioning;

/// <summary>The Docker engine of this machine, also where no service manager runs.</summary>
/// <param name="folder">Folder for the engine's pid and log.</param>
public sealed class DockerEngine(IMachine machine, string folder, Action<string> say)
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks for the engine's version; succeeds only when one answers.</summary>
    public static ProgramCall Question { get; } = new("docker", "version", "--format", "{{.Server.Version}}") { Limit = TimeSpan.FromSeconds(20) };

    private string Log => Path.Combine(folder, "dockerd.log");

    private string Pid => Path.Combine(folder, "dockerd.pid");

    public async Task<bool> Answers(CancellationToken cancel) =>
        machine.Find("docker") is not null && (await machine.Run(Question, cancel)).Succeeded;

    /// <summary>Starts an engine when none answers; it stays when this process ends.</summary>
    /// <exception cref="ReleaseException">TR4008 when it does not come up within 30 s; with the end of its log.</exception>
    public async Task Start(CancellationToken cancel)
    {
        if (await Answers(cancel))
            return;

        Directory.CreateDirectory(folder);
        if (File.Exists(Log))
            File.Delete(Log);
        say($"provision: starting dockerd, log in {Log}; to stop it: kill $(cat {Pid})");
        (await machine.Run(Daemon(), cancel)).OrFail("TR4008", "start a Docker engine by hand, or say where one is with DOCKER_HOST.");
        for (var waited = TimeSpan.Zero; waited < StartsWithin; waited += BetweenLooks)
        {
            if (await Answers(cancel))
                return;
            await machine.Wait(BetweenLooks, cancel);
        }

        throw new ReleaseException(new ReleaseError(
            "TR4008", $"dockerd was started but does not answer after {StartsWithin.TotalSeconds:0} s. The end of its log:\n{EndOfLog()}",
            "start a Docker engine by hand, or say where one is with DOCKER_HOST.", Log));
    }

    // start-stop-daemon belongs to dpkg: a session of its own, output into a file, no shell.
    private ProgramCall Daemon() => new(
        "start-stop-daemon", "--start", "--background", "--no-close", "--output", Log, "--pidfile", Pid, "--exec", machine.Find("dockerd") ?? "dockerd",
        "--", "--pidfile", Pid);

    private string EndOfLog() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(15)) : "(nothing)";
}
