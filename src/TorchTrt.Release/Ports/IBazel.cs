namespace TorchTrt.Release.Ports;

/// <summary>What a build left.</summary>
/// <param name="Outputs">Absolute path of the folder of its outputs, <c>bazel-bin</c>.</param>
/// <param name="Tools">What built it, in the tools' own words: <c>bazel</c>, and the compiler that it takes.</param>
public sealed record BazelBuild(ToolRun Run, string Outputs, IReadOnlyDictionary<string, string> Tools);

/// <summary>Bazel in the checkout. It leaves no links in it.</summary>
public interface IBazel
{
    /// <summary>Why a label cannot be built here: no bazel, another bazel, or dependencies that cannot be had. Null when nothing stands in the way.</summary>
    Task<ReleaseError?> Unable(string label, IReadOnlyList<string> options, CancellationToken cancel);

    Task<BazelBuild> Build(string label, IReadOnlyList<string> options, CancellationToken cancel);
}
