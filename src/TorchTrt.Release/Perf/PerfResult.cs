using System.Globalization;

namespace TorchTrt.Release.Perf;

/// <summary>How a measurement ended. Everything but <see cref="Ok"/> has a reason instead of numbers, and that is a result too.</summary>
public enum PerfOutcome
{
    Ok,

    /// <summary>The framework was tried and could not convert or run the model.</summary>
    Failing,

    /// <summary>The framework is not there to be tried.</summary>
    NoResult,

    /// <summary>The model does not fit into the device's memory at this batch size.</summary>
    OutOfMemory,

    /// <summary>It took longer than <see cref="PerfProtocol.Limit"/>.</summary>
    TimedOut,

    /// <summary>Nobody measured it: a filter left it out, or its turn has not come. Reports say so; nothing is kept for it.</summary>
    Skipped,
}

/// <summary>How well a framework's numbers agree with PyTorch's.</summary>
/// <param name="Cosine">Of the angle between the two outputs; 1 is the same.</param>
/// <param name="MaxAbsDifference">The greatest difference of one number.</param>
public sealed record PerfAgreement(double Cosine, double MaxAbsDifference);

/// <summary>What the GPU was doing, as its driver says; null is what it does not say.</summary>
/// <param name="SmClock">MHz.</param>
/// <param name="Temperature">Degrees Celsius.</param>
/// <param name="Power">Watts.</param>
/// <param name="Throttle">The driver's bits of why clocks are held back; 0 and 1 (idle) are harmless.</param>
public sealed record PerfConditions(double? SmClock, double? Temperature, double? Power, long? Throttle);

/// <summary>A cell that was measured.</summary>
/// <param name="Cell"><see cref="PerfCell.Id"/>.</param>
/// <param name="Reason">Why there are no numbers, one line; null when there are.</param>
/// <param name="SamplesMs">Milliseconds of each timed iteration, in order; empty unless the outcome is <see cref="PerfOutcome.Ok"/>.</param>
/// <param name="PeakMemory">Bytes of device memory the process held at most while it ran the model; null when there are no numbers.</param>
/// <param name="Setup">What it was measured with.</param>
public sealed record PerfResult(
    string Cell, PerfOutcome Outcome, string? Reason, IReadOnlyList<double> SamplesMs, long? PeakMemory, PerfSetup Setup)
{
    /// <summary>Milliseconds of the GPU alone for further iterations, without waiting for the host; empty when it was not told.</summary>
    public IReadOnlyList<double> GpuMs { get; init; } = [];

    /// <summary>Seconds that the framework took to build what runs, its first run included; null when it was not told.</summary>
    public double? CompileSeconds { get; init; }

    /// <summary>Seconds that the cell took as a whole, its process included; null when it was not told.</summary>
    public double? ElapsedSeconds { get; init; }

    /// <summary>Null for PyTorch itself, where PyTorch's numbers overflow, and where there are no numbers.</summary>
    public PerfAgreement? Agreement { get; init; }

    /// <summary>Just before the timed iterations.</summary>
    public PerfConditions? Before { get; init; }

    /// <summary>Just after the timed iterations.</summary>
    public PerfConditions? After { get; init; }

    /// <summary>When it began, as <c>2026-01-31T23:59:59Z</c>; null when it was not told.</summary>
    public string? MeasuredAt { get; init; }

    /// <summary>Milliseconds; only where the outcome is <see cref="PerfOutcome.Ok"/>.</summary>
    public double Median => Statistics.Median(SamplesMs);

    /// <summary>Milliseconds of the GPU alone; null when they were not told.</summary>
    public double? GpuMedian => GpuMs.Count > 0 ? Statistics.Median(GpuMs) : null;

    /// <summary>Batch size over the median time: samples a second.</summary>
    public double Throughput(int batch) => batch * 1000.0 / Median;
}

/// <summary>What a measurement was made with. Results of different setups are not compared, and are measured anew.</summary>
/// <param name="Gpu">Name as the driver gives it, with the MIG slice where it is one.</param>
/// <param name="Driver">Version of the driver.</param>
/// <param name="Packages">Versions of the Python packages that matter, by name; a package that is absent is left out.</param>
/// <param name="Protocol">How it was measured.</param>
public sealed record PerfSetup(string Gpu, string Driver, IReadOnlyDictionary<string, string> Packages, PerfProtocol Protocol)
{
    /// <summary>The same for setups whose numbers may stand side by side.</summary>
    public string Identity => string.Join('\n', [
        Gpu, Driver, Protocol.ToString(), .. Packages.OrderBy(package => package.Key, StringComparer.Ordinal).Select(package => $"{package.Key} {package.Value}"),
    ]);
}

/// <summary>How each cell is measured.</summary>
/// <param name="Precision">Of weights and activations. The project's own benchmarks measure fp16.</param>
/// <param name="Warmup">Iterations that are not counted.</param>
/// <param name="Iterations">Iterations that are.</param>
/// <param name="Limit">Longest time for a cell, building its engine included.</param>
/// <param name="Project">Absolute path of the checkout whose own tools/perf/perf_run.py measures; null when this program's does.</param>
public sealed record PerfProtocol(string Precision, int Warmup, int Iterations, TimeSpan Limit, string? Project = null)
{
    public static PerfProtocol Standard { get; } = new("fp16", 10, 100, TimeSpan.FromMinutes(20));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Precision}, {Warmup} warm-up and {Iterations} timed iterations{(Project is null ? "" : ", by the project's perf_run.py")}");
}
