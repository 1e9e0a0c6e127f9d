using TorchTrt.Release.Perf;

namespace TorchTrt.Release.Ports;

/// <summary>What there is to measure with: this machine, or a cluster of them.</summary>
/// <param name="Gpus">Empty when there is none.</param>
/// <param name="Absence">Why there is none; null when there is one.</param>
/// <param name="Driver">Version of the GPU driver; empty when there is none.</param>
/// <param name="Packages">Versions of the Python packages that matter, by name; what is absent is left out.</param>
public sealed record PerfMachine(IReadOnlyList<Gpu> Gpus, string? Absence, string Driver, IReadOnlyDictionary<string, string> Packages)
{
    /// <summary>What a measurement on one of its GPUs is made with.</summary>
    public PerfSetup Setup(Gpu gpu, PerfProtocol protocol) => new(gpu.Name, Driver, Packages, protocol);
}

/// <summary>A cell, and what it is to be measured with.</summary>
public sealed record PerfOrder(PerfCell Cell, Gpu Gpu, PerfSetup Setup);

/// <summary>Measures. Every cell is a process of its own, so that nothing of one is left for the next.</summary>
public interface IPerfRunner
{
    /// <summary>Looks at the machine; loads no model and uses no device memory.</summary>
    Task<PerfMachine> Describe(CancellationToken cancel);

    /// <summary>Whether a kept result is what measuring the order again would give: nothing that it was measured with has changed.</summary>
    bool Answers(PerfResult kept, PerfOrder order);

    /// <summary>
    /// Measures each, and gives a result as soon as there is one. Whatever goes wrong inside a cell is a result, not an exception;
    /// a cell that got lost (a node of the cluster went away) has none.
    /// </summary>
    /// <exception cref="ReleaseException">TR6102 when the program that measures cannot be run at all.</exception>
    IAsyncEnumerable<PerfResult> Measure(IReadOnlyList<PerfOrder> orders, CancellationToken cancel);
}

/// <summary>Results that are kept, this machine's and those brought from others.</summary>
public interface IPerfResults
{
    /// <summary>Every result there is, one a cell and setup, by cell.</summary>
    /// <exception cref="ReleaseException">TR6103 for every file that is no result.</exception>
    IReadOnlyList<PerfResult> All();

    /// <summary>Keeps a result; replaces the one of the same cell.</summary>
    void Keep(PerfResult result);
}

/// <summary>Results of the rounds in which what is released and what was released last take turns.</summary>
public interface IPerfRounds
{
    IPerfResults Of(PerfSide side, int round);
}
