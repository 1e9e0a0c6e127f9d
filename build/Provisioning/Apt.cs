using Build.Adapters.Programs;
using TorchTrt.Release;

namespace Build.Provisioning;

/// <summary>Installs packages of Debian and its like, without asking and without starting services.</summary>
public sealed class Apt(IMachine machine, TimeProvider clock, ProvisioningLog log)
{
    private static readonly TimeSpan ListsAreFreshFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan LockIsWaitedFor = TimeSpan.FromMinutes(5);
    // Slim images of Debian lack this folder, and a JDK's packages fail to configure without it.
    private const string ManualPages = "/usr/share/man/man1";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(3);

    /// <summary>The command that installs packages, for a person to give.</summary>
    public static string CommandFor(IEnumerable<string> packages) => $"apt-get install -y --no-install-recommends {string.Join(' ', packages)}";

    /// <exception cref="ReleaseException">TR4807 when apt fails; with its last words.</exception>
    public async Task Install(IReadOnlyList<string> packages, CancellationToken cancel)
    {
        var fetched = machine.PackageListsFetched;
        var fresh = fetched is not null && clock.GetUtcNow() - fetched < ListsAreFreshFor;
        if (!fresh)
            await Update(cancel);

        if (!machine.Exists(ManualPages))
        {
            log.Say($"provision: mkdir -p {ManualPages}");
            (await machine.Run(new ProgramCall("mkdir", "-p", ManualPages), cancel)).OrFail("TR4807", $"make the folder {ManualPages} as root.");
        }

        log.Say($"provision: {CommandFor(packages)}");
        var answer = await Locked(InstallCall(packages), cancel);
        if (!answer.Succeeded && fresh)
        {
            log.Say("provision: the lists of packages may be older than the packages; once more with new ones");
            await Update(cancel);
            answer = await Locked(InstallCall(packages), cancel);
        }

        answer.OrFail("TR4807", $"give the command by hand and see what it says: {CommandFor(packages)}");
    }

    private async Task Update(CancellationToken cancel)
    {
        log.Say("provision: apt-get update");
        (await Locked(Call("update"), cancel)).OrFail("TR4807", "see whether the machine reaches its package mirror: apt-get update");
    }

    private static ProgramCall InstallCall(IReadOnlyList<string> packages) => Call(["install", "-y", "--no-install-recommends", .. packages]);

    private static ProgramCall Call(params IReadOnlyList<string> arguments) =>
        new("apt-get", ["-o", $"DPkg::Lock::Timeout={LockIsWaitedFor.TotalSeconds:0}", .. arguments])
        {
            Environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive", ["LC_ALL"] = "C.UTF-8" },
        };

    // apt waits for dpkg's lock by itself, but not for the one of the lists.
    private async Task<ProgramResult> Locked(ProgramCall call, CancellationToken cancel)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            var answer = await machine.Run(call with { Progress = log.Progress }, cancel);
            var isHeld = !answer.Succeeded && answer.Errors.Contains("Could not get lock", StringComparison.Ordinal);
            if (!isHeld || clock.GetElapsedTime(since) > LockIsWaitedFor)
                return answer;
            log.Say("provision: another program installs packages; waiting for it");
            await machine.Wait(BetweenTries, cancel);
        }
    }
}
