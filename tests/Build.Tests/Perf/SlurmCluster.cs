using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Build.Tests.Perf;

/// <summary>
/// Real Slurm, one node on loopback, with GPUs by type only: the devices are null devices under other names. Everything lies in one folder.
/// There are twice as many as stories use: Slurm 22.05 forgets to free those of jobs that were lost with their node.
/// </summary>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private readonly string folder;
    private readonly string node;
    private readonly List<Process> daemons = [];
    private Process? nodeDaemon;

    private SlurmCluster(string folder)
    {
        this.folder = folder;
        node = Environment.MachineName.Split('.')[0];
    }

    public string Configuration => Path.Combine(folder, "slurm.conf");

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing()
    {
        if (new[] { "slurmctld", "slurmd", "munged", "sbatch" }.FirstOrDefault(program => !Directories.Any(directory => File.Exists(Path.Combine(directory, program)))) is { } absent) return $"needs {absent}";
        return Environment.UserName == "root" ? null : "needs root, to make the devices of a cluster";
    }

    public static async Task<SlurmCluster> Start(string folder)
    {
        var cluster = new SlurmCluster(folder);
        cluster.Write();
        cluster.daemons.Add(cluster.Daemon("munged", "--foreground", $"--key-file={folder}/munge.key", $"--socket={folder}/munge/munge.sock", $"--pid-file={folder}/munge/munged.pid", $"--log-file={folder}/munge/munged.log", $"--seed-file={folder}/munge/seed", "--force"));
        await Until(() => Task.FromResult(File.Exists($"{folder}/munge/munge.sock")));
        cluster.daemons.Add(cluster.Daemon("slurmctld", "-D", "-c", "-f", cluster.Configuration));
        cluster.StartNode();
        await cluster.UntilNodeIs("idle");
        return cluster;
    }

    public void StartNode() => nodeDaemon = Daemon("slurmd", "-D", "-c", "-f", Configuration, "-N", node);

    /// <summary>The power of the node is cut: its daemon and all that runs on it end without a word.</summary>
    public void KillNode()
    {
        nodeDaemon!.Kill();
        nodeDaemon.WaitForExit();
        foreach (var process in OnNode()) process.Kill();
    }

    public Task UntilNodeIs(string state) => Until(async () => (await Ask("sinfo", "--noheader", "--format=%T")).Contains(state, StringComparison.Ordinal));

    public async Task<string> Ask(string program, params string[] arguments)
    {
        using var process = Process.Start(Info(program, arguments))!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in OnNode()) process.Kill();
        foreach (var daemon in daemons.Append(nodeDaemon!).Where(daemon => !daemon.HasExited)) daemon.Kill();
        foreach (var daemon in daemons.Append(nodeDaemon!)) await daemon.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Tasks and their keepers: they name the cluster's folder in their arguments, or in an environment that Slurm made. What other tests start here knows the cluster too.</summary>
    private IEnumerable<Process> OnNode() => Process.GetProcesses().Where(process => process.Id != Environment.ProcessId && daemons.Append(nodeDaemon).All(daemon => daemon?.Id != process.Id) && IsOurs(process.Id));

    private bool IsOurs(int id)
    {
        try
        {
            if (File.ReadAllText($"/proc/{id}/cmdline").Contains(folder, StringComparison.Ordinal)) return true;
            var environment = File.ReadAllText($"/proc/{id}/environ");
            return environment.Contains("SLURM_JOB_ID=", StringComparison.Ordinal) && environment.Contains($"{folder}/", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Write()
    {
        foreach (var name in new[] { "munge", "state", "spool", "log" }) Directory.CreateDirectory(Path.Combine(folder, name));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder, "munge"), (UnixFileMode)0b111_001_001);
        var key = Path.Combine(folder, "munge.key");
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(1024));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead);
        for (var device = 0; device < 8; device++)
        {
            using var made = Process.Start(Info("mknod", Path.Combine(folder, $"gpu{device}"), "c", "1", "3"))!;
            made.WaitForExit();
            made.ExitCode.ShouldBe(0, "mknod makes the device of a GPU");
        }

        File.WriteAllText(Path.Combine(folder, "gres.conf"), $"AutoDetect=off\nNodeName={node} Name=gpu Type=a100 File={folder}/gpu[0-3]\nNodeName={node} Name=gpu Type=t4 File={folder}/gpu[4-7]\n");
        File.WriteAllText(Configuration,
            $"""
            ClusterName=story
            SlurmctldHost={node}(127.0.0.1)
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/munge
            AuthInfo=socket={folder}/munge/munge.sock,cred_expire=6
            CryptoType=crypto/munge
            StateSaveLocation={folder}/state
            SlurmdSpoolDir={folder}/spool
            SlurmctldPidFile={folder}/slurmctld.pid
            SlurmdPidFile={folder}/slurmd.pid
            SlurmctldLogFile={folder}/log/slurmctld.log
            SlurmdLogFile={folder}/log/slurmd.log
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            ProctrackType=proctrack/pgid
            TaskPlugin=task/none
            SwitchType=switch/none
            MpiDefault=none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerType=sched/backfill
            SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
            ReturnToService=2
            SlurmctldTimeout=10
            SlurmdTimeout=4
            KillWait=1
            MinJobAge=300
            AccountingStorageType=accounting_storage/none
            JobAcctGatherType=jobacct_gather/none
            GresTypes=gpu
            SlurmdParameters=config_overrides
            CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
            NodeName={node} NodeAddr=127.0.0.1 CPUs=8 RealMemory=1000 Gres=gpu:a100:4,gpu:t4:4 State=UNKNOWN
            PartitionName=gpu Nodes={node} Default=YES MaxTime=60:00 State=UP OverSubscribe=NO

            """);
    }

    private Process Daemon(string program, params string[] arguments)
    {
        var process = Process.Start(Info(program, arguments))!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private ProcessStartInfo Info(string program, params string[] arguments)
    {
        var path = Directories.Select(directory => Path.Combine(directory, program)).First(File.Exists);
        return new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["SLURM_CONF"] = Configuration } };
    }

    private static IReadOnlyList<string> Directories { get; } = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin", "/usr/bin"];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await isSo()) await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
    }
}
