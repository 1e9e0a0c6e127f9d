namespace TorchTrt.Release.Artifacts;

/// <summary>What one release does otherwise than the registry and its checkout say; from the release file. Null and empty leave everything as it is.</summary>
/// <param name="Pythons">Pythons of the wheels, <c>3.12</c>.</param>
/// <param name="Cuda">CUDA variants of wheels and tarballs, <c>cu130</c>; the first is the usual one.</param>
/// <param name="Platforms">Platform tags of wheels by platform: <c>x86_64</c>, <c>manylinux_2_28_x86_64</c>.</param>
/// <param name="Without">Selections that are left out, such as <c>windows</c> or <c>x86_64-cp310</c>.</param>
/// <param name="Names">Published names by id; an id that the registry lacks adds a file.</param>
public sealed record ArtifactOverrides(
    IReadOnlyList<string>? Pythons, IReadOnlyList<string>? Cuda, IReadOnlyDictionary<string, string> Platforms, IReadOnlyList<string> Without, IReadOnlyDictionary<string, string> Names)
{
    public static ArtifactOverrides None { get; } = new(null, null, new Dictionary<string, string>(), [], new Dictionary<string, string>());
}
