namespace TorchTrt.Release.Bench.SideBySide;

/// <summary>A question that is answered by timing whole programs on the same input, in turn, on this machine.</summary>
public interface IContest
{
    /// <summary>What it is asked for by, in kebab-case.</summary>
    string Name { get; }

    /// <summary>The input and the work, in one sentence.</summary>
    string Question { get; }

    /// <summary>Makes the input. Called once, before anything is timed.</summary>
    Task<Lineup> Arrange(Arena arena, CancellationToken cancel);
}

/// <summary>Ours against its peers.</summary>
public sealed record Lineup(Contender Ours, params IReadOnlyList<Peer> Peers);

/// <summary>A program to time.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Arguments">The program first; no shell reads them.</param>
/// <param name="Folder">Working folder; null: the arena's.</param>
public sealed record Contender(string Name, IReadOnlyList<string> Arguments, string? Folder = null)
{
    /// <summary>Variables set on top of this process's own; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Brings the world back to where a run starts, outside of the timing: for example removes the last run's output.</summary>
    public Action? Reset { get; init; }

    /// <summary>Exit codes that count as a run.</summary>
    public IReadOnlyList<int> Accepted { get; init; } = [0];
}

/// <summary>A program of others to be compared with.</summary>
/// <param name="AtMost">Wall time of ours over the peer's that is aimed at; null: for comparison only.</param>
public sealed record Peer(Contender Contender, double? AtMost = null);
