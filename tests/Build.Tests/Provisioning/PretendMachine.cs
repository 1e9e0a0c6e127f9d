using Build.Adapters.Programs;
using Build.Provisioning;

namespace Build.Tests.Provisioning;

/// <summary>A machine that remembers what was installed and run on it, and can be told to fail.</summary>
internal sealed class PretendMachine : IMachine
{
    private readonly Dictionary<string, Queue<string>> refusals = [];

    public IReadOnlyList<string> Distributions { get; set; } = ["debian"];

    public bool IsRoot { get; set; } = true;

    public DateTimeOffset? PackageListsFetched { get; set; }

    /// <summary>Programs that are here.</summary>
    public HashSet<string> Programs { get; } = ["apt-get", "git", "/usr/bin/python3", "/usr/bin/python3-config", "start-stop-daemon", "/usr/share/man/man1"];

    /// <summary>What a package brings.</summary>
    public Dictionary<string, string[]> Brings { get; } = new()
    {
        ["docker.io"] = ["docker", "dockerd"], ["iptables"] = ["iptables"], ["mmdebstrap"] = ["mmdebstrap"], ["debian-archive-keyring"] = [],
        ["doxygen"] = ["doxygen"], ["g++"] = ["g++"], ["make"] = ["make"],
    };

    public bool EngineAnswers { get; set; }

    /// <summary>Whether an engine answers once dockerd was started.</summary>
    public bool EngineStarts { get; set; } = true;

    /// <summary>What else happens when dockerd is started.</summary>
    public Action OnEngineStart { get; set; } = () => { };

    public List<string> Ran { get; } = [];

    public HashSet<string> Images { get; } = [];

    public TimeSpan Waited { get; private set; }

    /// <summary>The next call that begins so fails with those words.</summary>
    public void Refuse(string call, string words)
    {
        if (!refusals.TryGetValue(call, out var queue))
            refusals[call] = queue = new Queue<string>();
        queue.Enqueue(words);
    }

    public string? Find(string command) => Programs.Contains(command) ? command : null;

    public bool Exists(string path) => Programs.Contains(path);

    public Task<ProgramResult> Run(ProgramCall call, CancellationToken cancel)
    {
        var line = call.ToString();
        if (!line.StartsWith("docker version", StringComparison.Ordinal) && !line.StartsWith("/usr/bin/python3", StringComparison.Ordinal))
            Ran.Add(line);
        var refusal = refusals.FirstOrDefault(r => line.StartsWith(r.Key, StringComparison.Ordinal) && r.Value.Count > 0).Value;
        return Task.FromResult(refusal is null ? Done(call, line) : new ProgramResult(call, 100, "", refusal.Dequeue()));
    }

    public Task Wait(TimeSpan time, CancellationToken cancel)
    {
        Waited += time;
        return Task.CompletedTask;
    }

    private ProgramResult Done(ProgramCall call, string line)
    {
        if (call.Program == "apt-get")
            Apt(call);
        if (call.Program == "start-stop-daemon")
        {
            EngineAnswers = EngineStarts;
            OnEngineStart();
        }

        if (line.StartsWith("docker import", StringComparison.Ordinal))
            Images.Add(call.Arguments[^1]);
        var succeeds = line.StartsWith("docker version", StringComparison.Ordinal) ? EngineAnswers
            : line.StartsWith("docker image inspect", StringComparison.Ordinal) ? Images.Contains(call.Arguments[^1])
            : !line.StartsWith("docker pull", StringComparison.Ordinal);
        return new ProgramResult(call, succeeds ? 0 : 1, "", succeeds ? "" : "no such host");
    }

    private void Apt(ProgramCall call)
    {
        if (call.Arguments.Contains("update"))
            PackageListsFetched = DateTimeOffset.MaxValue;
        foreach (var program in call.Arguments.Where(Brings.ContainsKey).SelectMany(package => Brings[package]))
            Programs.Add(program);
        if (call.Arguments.Contains("debian-archive-keyring"))
            Programs.Add("/usr/share/keyrings/debian-archive-keyring.gpg");
    }
}
