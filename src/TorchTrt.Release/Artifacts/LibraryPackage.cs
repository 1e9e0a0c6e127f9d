using System.Text.RegularExpressions;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Elf;
using TorchTrt.Release.Examine;

namespace TorchTrt.Release.Artifacts;

/// <summary>What a libtorchtrt tarball holds.</summary>
public sealed partial record LibraryPackage(Tarball Tarball)
{
    private static readonly string[] VersionParts = ["MAJOR", "MINOR", "PATCH"];

    private IEnumerable<string> Files => Tarball.Members.Where(packed => packed.Member.Kind == MemberKind.File).Select(packed => packed.Member.Path);

    /// <summary><c>1.2.0</c> as its macros.h says; null when it has none.</summary>
    public string? Version => Files.FirstOrDefault(path => MacrosPath().IsMatch(path)) is { } macros ? Macros(Tarball.Text(macros)!) : null;

    /// <summary>What is wrong with it for a release of the version, sentence by sentence; empty when nothing is.</summary>
    public IEnumerable<string> Problems(string expectedVersion)
    {
        if (!Files.Any(path => path.Contains("/lib/", StringComparison.Ordinal) && path.EndsWith(".so", StringComparison.Ordinal))) yield return "it holds no shared library in lib/";
        if (!Files.Any(path => path.Contains("/include/", StringComparison.Ordinal))) yield return "it holds no include/";
        if (Version is not { } version) yield return "it holds no macros.h with a version";
        else if (version != expectedVersion) yield return $"its macros.h says {version}";
    }

    /// <summary>Its shared objects and programs, to be examined.</summary>
    /// <param name="name">File name that it is published under; says architecture and C++ ABI where its era put them there; without a word of the ABI it is an x86_64 tarball's new one.</param>
    /// <param name="architecture">Of the machine that built it; null where another one did.</param>
    public ExaminedArtifact Examined(string name, string path, long bytes, string? architecture, IReadOnlyList<string> buildRoots)
    {
        var claimed = Architecture().Match(name) is { Success: true } match ? match.Groups[1].Value : architecture;
        // Checklist step 6: "x86_64 cxx11-abi". What is not named otherwise is that; for aarch64 the checklist says nothing.
        var abi = name.Contains("-pre-cxx11-abi-", StringComparison.Ordinal) ? StringAbi.PreCxx11 : claimed == "x86_64" ? StringAbi.Cxx11 : StringAbi.None;
        return new ExaminedArtifact(name, path, bytes, claimed, [], [], abi, [.. Tarball.Members.Select(packed => Object(packed, buildRoots)).OfType<ObjectFacts>()]);
    }

    private static ObjectFacts? Object(PackedMember packed, IReadOnlyList<string> buildRoots)
    {
        if (packed.Member.Kind != MemberKind.File || packed.Member.Length < 4) return null;
        using var content = packed.Open();
        var piece = new byte[256 << 10];
        var count = content.Read(0, piece);
        if (!ElfFile.Begins(piece.AsSpan(0, count))) return null;
        var scan = new BuildPathScan(buildRoots);
        for (var offset = 0L; count > 0; count = content.Read(offset, piece))
        {
            scan.Pass(piece.AsSpan(0, count));
            offset += count;
        }

        return ObjectFacts.Read(packed.Member.Path, content, scan.Found);
    }

    private static string? Macros(string text)
    {
        var numbers = VersionParts.Select(part => Regex.Match(text, $@"^#define\s+(?:TRTORCH|TORCH_TENSORRT)_{part}_VERSION\s+([0-9]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)).ToList();
        return numbers.All(number => number.Success) ? string.Join('.', numbers.Select(number => number.Groups[1].Value)) : null;
    }

    [GeneratedRegex(@"include/(?:torch_tensorrt|trtorch)/macros\.h\z")]
    private static partial Regex MacrosPath();

    [GeneratedRegex(@"-(x86_64|aarch64)-linux")]
    private static partial Regex Architecture();
}
