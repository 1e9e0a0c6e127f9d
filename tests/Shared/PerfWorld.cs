using System.Runtime.CompilerServices;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Testing;

/// <summary>A machine with GPUs that measures whatever the story says, and the results it keeps.</summary>
internal sealed class PerfWorld : IPerfRunner, IPerfResults, IReceipts
{
    private readonly Dictionary<string, string> receipts = new(StringComparer.Ordinal);

    public List<PerfResult> Kept { get; } = [];

    public List<string> Measured { get; } = [];

    public IReadOnlyList<Gpu> Gpus { get; set; } = [];

    public Dictionary<string, string> Packages { get; } = new(StringComparer.Ordinal) { ["torch"] = "2.13.0", ["torch_tensorrt"] = "2.13.0" };

    public Func<PerfOrder, IReadOnlyList<double>> Samples { get; set; } = _ => [2.0, 1.0, 3.0];

    public Func<PerfOrder, IReadOnlyList<double>> GpuAlone { get; set; } = _ => [];

    /// <summary>The power is cut when this many cells have been measured; null: never.</summary>
    public int? CutAfter { get; set; }

    public static PerfSetup SetupOf(string gpu, string torchTensorRt = "2.13.0") => new(
        gpu, "580.1", new Dictionary<string, string> { ["torch_tensorrt"] = torchTensorRt, ["torch"] = "2.13.0+cu130" }, PerfProtocol.Standard);

    public Task<PerfMachine> Describe(CancellationToken cancel) => Task.FromResult(new PerfMachine(
        Gpus, Gpus.Count == 0 ? "nvidia-smi is absent" : null, "580.1", new Dictionary<string, string>(Packages)));

    public bool Answers(PerfResult kept, PerfOrder order) => kept.Cell == order.Cell.Id && kept.Setup.Identity == order.Setup.Identity;

    public async IAsyncEnumerable<PerfResult> Measure(IReadOnlyList<PerfOrder> orders, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var order in orders)
        {
            await Task.Yield();
            if (Measured.Count == CutAfter) throw new IOException("power cut");
            Measured.Add(order.Cell.Id);
            yield return new PerfResult(order.Cell.Id, PerfOutcome.Ok, null, Samples(order), 1 << 20, order.Setup) { ElapsedSeconds = 30, GpuMs = GpuAlone(order) };
        }
    }

    public IReadOnlyList<PerfResult> All() => [.. Kept];

    public void Keep(PerfResult result)
    {
        Kept.RemoveAll(kept => kept.Cell == result.Cell);
        Kept.Add(result);
    }

    public string? Read(string name) => receipts.GetValueOrDefault(name);

    public void Write(string name, string text) => receipts[name] = text;

    public string PathOf(string name) => $"/state/{name}";
}
