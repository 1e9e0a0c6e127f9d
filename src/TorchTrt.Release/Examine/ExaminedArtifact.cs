using TorchTrt.Release.Elf;

namespace TorchTrt.Release.Examine;

/// <summary>An artifact as far as its shared objects are concerned: a wheel or a tarball.</summary>
/// <param name="Name">File name.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Architecture">Claimed by its name; null where it claims none.</param>
/// <param name="System">Of each manylinux tag that it claims.</param>
/// <param name="Cuda">CUDA's version where the artifact's own name says it (<c>+cu130</c>); empty otherwise.</param>
/// <param name="Strings">The C++ ABI that its name claims; none where it does not.</param>
/// <param name="Objects">Its shared objects.</param>
public sealed record ExaminedArtifact(
    string Name, string Path, long Bytes, string? Architecture, IReadOnlyList<SystemLibraries> System, IReadOnlyList<int> Cuda, StringAbi Strings, IReadOnlyList<ObjectFacts> Objects)
{
    /// <summary>Names by which its objects find each other.</summary>
    public IReadOnlySet<string> OwnNames { get; } = Objects.SelectMany(facts => new[] { global::System.IO.Path.GetFileName(facts.Path), facts.Elf?.SoName }).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>A finding about one of its objects.</summary>
    /// <param name="code">Stable code.</param>
    /// <param name="member">Path within the artifact; null for the artifact itself.</param>
    internal ReleaseError Finding(string code, string? member, string what, string expected, string next)
        => new(code, $"{Name} cannot be released: {what}.", next, member is null ? Path : $"{Path}: {member}", expected);

    internal static ElfMachine? Machine(string? architecture) => architecture switch
    {
        "x86_64" => ElfMachine.X8664,
        "aarch64" => ElfMachine.AArch64,
        "i686" => ElfMachine.I386,
        _ => null,
    };
}
