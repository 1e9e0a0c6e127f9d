using Build.Adapters.Programs;

namespace Build.Provisioning;

/// <summary>The machine that this process runs on.</summary>
public sealed class ThisMachine(TimeProvider clock) : IMachine
{
    private const string Lists = "/var/lib/apt/lists";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private readonly ProgramRunner programs = new();

    public IReadOnlyList<string> Distributions { get; } = ReadDistributions();

    public bool IsRoot => Environment.IsPrivilegedProcess;

    // apt keeps the servers' dates on the lists themselves; the folder of downloads changes whenever lists are fetched.
    public DateTimeOffset? PackageListsFetched =>
        Directory.Exists(Lists) && Directory.EnumerateFiles(Lists, "*_Packages*").Any()
            ? new DateTimeOffset(Directory.GetLastWriteTimeUtc(Directory.Exists($"{Lists}/partial") ? $"{Lists}/partial" : Lists))
            : null;

    public string? Find(string command)
    {
        var names = OperatingSystem.IsWindows() ? new[] { command + ".exe", command + ".cmd" } : [command];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] systems = OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];
        return folders.Concat(systems).SelectMany(_ => names, Path.Combine).FirstOrDefault(File.Exists);
    }

    public bool Exists(string path) => Path.Exists(path);

    public Task<ProgramResult> Run(ProgramCall call, CancellationToken cancel) => programs.Run(
        call with { Program = Find(call.Program) ?? call.Program, Inherited = ProgramEnvironment.ForInstalling(), Limit = call.Limit ?? Patience }, cancel);

    public Task Wait(TimeSpan time, CancellationToken cancel) => Task.Delay(time, clock, cancel);

    private static string[] ReadDistributions()
    {
        const string file = "/etc/os-release";
        return !File.Exists(file) ? [] : [.. File.ReadLines(file)
            .Select(line => line.Split('=', 2))
            .Where(pair => pair is ["ID" or "ID_LIKE", _])
            .SelectMany(pair => pair[1].Trim('"', '\'').Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => id.ToLowerInvariant())
            .Distinct()];
    }
}
