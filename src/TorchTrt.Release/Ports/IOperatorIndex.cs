using TorchTrt.Release.Docs;

namespace TorchTrt.Release.Ports;

/// <summary>What a generator printed.</summary>
/// <param name="Content">The file it wrote; null when it wrote none (the tools exit with 0 all the same).</param>
public sealed record OperatorIndex(ToolRun Run, byte[]? Content);

/// <summary>Runs the generator of the index of supported operators (release checklist, step 3).</summary>
public interface IOperatorIndex
{
    /// <summary>Why this machine cannot run the generator, all reasons in one; null when it can.</summary>
    Task<ReleaseError?> Unable(OperatorIndexSource source, CancellationToken cancel);

    /// <summary>Generates the index somewhere else than in the checkout.</summary>
    Task<OperatorIndex> Generate(OperatorIndexSource source, CancellationToken cancel);
}
