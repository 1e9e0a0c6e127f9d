using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Artifacts;

public enum ArtifactKind
{
    /// <summary>The C++ library: <c>.tar.gz</c>, on Windows <c>.zip</c>.</summary>
    Tarball,

    Wheel,
}

/// <summary>The value of <c>_GLIBCXX_USE_CXX11_ABI</c> that a library was built with.</summary>
public enum CxxAbi
{
    Cxx11,
    PreCxx11,
}

/// <summary>A system and its processor, <c>linux</c> and <c>x86_64</c>.</summary>
public sealed record Platform(string System, string Architecture)
{
    public static Platform Linux(string architecture) => new("linux", architecture);

    public static Platform Windows { get; } = new("windows", "x86_64");

    public bool IsLinux => System == "linux";

    /// <summary><c>x86_64</c> on Linux, <c>windows-x86_64</c> elsewhere.</summary>
    public override string ToString() => IsLinux ? Architecture : $"{System}-{Architecture}";
}

/// <summary>One file that a release has: a cell of the build matrix.</summary>
/// <param name="Id">Kind, platform, Python, CUDA and what else sets it apart: <c>wheel-x86_64-cp312-cu130</c>.</param>
/// <param name="Product"><c>torch_tensorrt</c>, <c>torch_tensorrt_rtx</c>, <c>libtorchtrt</c>.</param>
/// <param name="Python"><c>3.12</c>; null for tarballs.</param>
/// <param name="Cuda"><c>cu130</c>; null where the project's files name none.</param>
/// <param name="FileName">Exactly as it is published.</param>
public sealed record Artifact(string Id, ArtifactKind Kind, string Product, Platform Platform, string? Python, string? Cuda, CxxAbi Abi, string FileName)
{
    /// <summary>Container image that the project builds it in; null where nothing says so.</summary>
    public string? Container { get; init; }

    /// <summary>What the products end with that are built with TensorRT-RTX instead of TensorRT.</summary>
    public const string RtxEnding = "_rtx";

    public bool IsRtx => Product.EndsWith(RtxEnding, StringComparison.Ordinal);

    /// <summary><c>cp312</c>; null for tarballs.</summary>
    public string? PythonTag => Python is null ? null : PythonTagOf(Python);

    /// <summary><c>cp312</c> of <c>3.12</c>.</summary>
    public static string PythonTagOf(string python) => $"cp{python.Replace(".", "", StringComparison.Ordinal)}";

    /// <summary><c>13.0</c> of <c>cu130</c>.</summary>
    public static string CudaVersionOf(string cuda) => $"{cuda[2..^1]}.{cuda[^1]}";

    /// <summary>The tag of CPython's own ABI: <c>cp312</c>; until 3.7 with the letter of pymalloc, <c>cp37m</c> (PEP 425, bpo-36707).</summary>
    public static string AbiTagOf(string python) => PythonTagOf(python) + (python is "3.5" or "3.6" or "3.7" ? "m" : "");

    /// <summary>
    /// Whether a file of that name is this one: the exact name, or a wheel whose platform tag comes with others (<c>manylinux_2_17_x86_64.manylinux2014_x86_64</c>)
    /// or whose version says its CUDA (<c>2.9.0+cu130</c>, as the PyTorch index wants it).
    /// </summary>
    public bool IsNamed(string fileName)
    {
        if (fileName == FileName) return true;
        if (Kind != ArtifactKind.Wheel || WheelFileName.Read(fileName) is not { } found || WheelFileName.Read(FileName) is not { } meant) return false;
        return (found.Distribution, found.Build, found.Python, found.Abi) == (meant.Distribution, meant.Build, meant.Python, meant.Abi)
            && (found.Version == meant.Version || found.Version == $"{meant.Version}+{Cuda}")
            && found.Platform.Split('.').Contains(meant.Platform, StringComparer.Ordinal);
    }

    /// <summary>Whether a file that is not named right was meant to be this one.</summary>
    public bool IsMeantBy(string fileName)
    {
        if (Kind == ArtifactKind.Tarball)
            return IsArchive(fileName) && fileName.StartsWith(Product, StringComparison.Ordinal)
                && fileName.Contains("pre-cxx11", StringComparison.Ordinal) == (Abi == CxxAbi.PreCxx11)
                && (!Named(fileName) || fileName.Contains($"{Platform.Architecture}-{Platform.System}", StringComparison.Ordinal));
        return WheelFileName.Read(fileName) is { } found && found.NormalizedDistribution == Product.Replace('_', '-')
            && found.Python == PythonTag && found.Platform.Split('.').Any(IsOfPlatform);
    }

    private bool IsOfPlatform(string tag) => Platform.IsLinux
        ? tag.EndsWith($"_{Platform.Architecture}", StringComparison.Ordinal) && tag.Contains("linux", StringComparison.Ordinal)
        : tag == "win_amd64";

    private static bool IsArchive(string name) => name.EndsWith(".tar.gz", StringComparison.Ordinal) || name.EndsWith(".zip", StringComparison.Ordinal);

    private static bool Named(string name) => name.Contains("-linux", StringComparison.Ordinal) || name.Contains("-windows", StringComparison.Ordinal);
}
