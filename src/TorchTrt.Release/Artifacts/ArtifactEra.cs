using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Artifacts;

/// <summary>How the published name of a tarball is composed.</summary>
public enum TarballNaming
{
    /// <summary>As Bazel calls it: <c>libtorchtrt.tar.gz</c>.</summary>
    Plain,

    /// <summary><c>…-cudnn8.2-tensorrt8.4-cuda11.6-libtorch1.12.0-x86_64-linux.tar.gz</c> (py/ci/build_whl.sh).</summary>
    WithCudnn,

    /// <summary>The same without cuDNN.</summary>
    WithoutCudnn,

    /// <summary>The same with CUDA's digits alone, <c>cuda130</c>: <c>${CU_VERSION:2}</c> in the release workflows.</summary>
    CudaDigits,
}

/// <summary>What Torch-TensorRT publishes from one version on, where the checkout itself does not say.</summary>
/// <param name="From">First version.</param>
/// <param name="Library">Stem of the tarball.</param>
/// <param name="Package">Name of the wheel, as file names spell it.</param>
/// <param name="Abis">Of the Linux x86_64 tarball.</param>
/// <param name="Pythons">Of the wheels.</param>
/// <param name="Manylinux">Platform tag of a Linux wheel before its architecture: <c>linux</c>, <c>manylinux_2_28</c>.</param>
public sealed record ArtifactEra(
    ReleaseVersion From, string Library, string Package, TarballNaming Naming, IReadOnlyList<CxxAbi> Abis, IReadOnlyList<string> Pythons, string Manylinux)
{
    /// <summary>The aarch64 tag where it is another one: its container has another glibc.</summary>
    public string ManylinuxOnArm { get; init; } = Manylinux;

    /// <summary>Images of PyTorch's build matrix that the release workflow runs in (pytorch/test-infra, generate_binary_build_matrix.py), by architecture and without their tag, CUDA; null before there was one.</summary>
    public IReadOnlyDictionary<string, string>? Builders { get; init; }

    /// <summary>Whether the aarch64 workflow's tarball has a name of its own; before v2.12.0 it is called x86_64 there.</summary>
    public bool NamesArmTarball { get; init; }

    /// <summary>Whether the Windows workflow packs the library, as <c>.zip</c>.</summary>
    public bool HasWindowsZip { get; init; }
}

/// <summary>
/// The registry of artifacts: one row for each change in what is published. What a checkout says itself (its release matrix, its workflows, its build script)
/// comes first, see <see cref="ArtifactCatalog"/>. A new platform, Python or naming is one row here.
/// </summary>
public static class ArtifactEras
{
    private static readonly IReadOnlyList<CxxAbi> One = [CxxAbi.Cxx11];
    private static readonly IReadOnlyList<CxxAbi> Both = [CxxAbi.Cxx11, CxxAbi.PreCxx11];

    private static readonly IReadOnlyDictionary<string, string> Centos = new Dictionary<string, string> { ["x86_64"] = "pytorch/manylinux-builder" };

    private static readonly IReadOnlyDictionary<string, string> AlmaLinux = new Dictionary<string, string> { ["x86_64"] = "pytorch/manylinux2_28-builder", ["aarch64"] = "pytorch/manylinuxaarch64-builder" };

    public static IReadOnlyList<ArtifactEra> All { get; } =
    [
        new(new(0, 0, 1), "libtrtorch", "trtorch", TarballNaming.Plain, One, [], "linux"),
        new(new(0, 0, 2), "libtrtorch", "trtorch", TarballNaming.Plain, One, ["3.5", "3.6", "3.7", "3.8"], "linux"),
        new(new(0, 1, 0), "libtrtorch", "trtorch", TarballNaming.Plain, One, ["3.6", "3.7", "3.8"], "linux"),
        new(new(0, 2, 0), "libtrtorch", "trtorch", TarballNaming.Plain, One, ["3.6", "3.7", "3.8", "3.9"], "linux"),
        new(new(1, 0, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.Plain, One, ["3.6", "3.7", "3.8", "3.9"], "linux"),
        new(new(1, 1, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.Plain, One, ["3.7", "3.8", "3.9", "3.10"], "linux"),
        new(new(1, 2, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.WithCudnn, Both, ["3.7", "3.8", "3.9", "3.10"], "linux"),
        new(new(1, 4, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.WithCudnn, Both, ["3.8", "3.9", "3.10"], "manylinux_2_17"),
        new(new(2, 2, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.WithCudnn, Both, ["3.8", "3.9", "3.10", "3.11"], "manylinux_2_34"),
        new(new(2, 3, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.WithoutCudnn, Both, ["3.8", "3.9", "3.10", "3.11"], "manylinux_2_34"),
        new(new(2, 4, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.CudaDigits, Both, ["3.8", "3.9", "3.10", "3.11", "3.12"], "manylinux_2_34") { Builders = Centos },
        new(new(2, 6, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.CudaDigits, Both, ["3.8", "3.9", "3.10", "3.11", "3.12"], "manylinux_2_34") { Builders = AlmaLinux },
        new(new(2, 7, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.CudaDigits, Both, ["3.9", "3.10", "3.11", "3.12", "3.13"], "manylinux_2_34") { Builders = AlmaLinux },
        new(new(2, 8, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.CudaDigits, One, ["3.9", "3.10", "3.11", "3.12", "3.13"], "manylinux_2_34") { Builders = AlmaLinux },
        new(new(2, 9, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.CudaDigits, One, ["3.10", "3.11", "3.12", "3.13"], "manylinux_2_28")
        {
            Builders = AlmaLinux, ManylinuxOnArm = "manylinux_2_39", HasWindowsZip = true,
        },
        new(new(2, 12, 0), "libtorchtrt", "torch_tensorrt", TarballNaming.CudaDigits, One, ["3.10", "3.11", "3.12", "3.13"], "manylinux_2_28")
        {
            Builders = AlmaLinux, ManylinuxOnArm = "manylinux_2_39", HasWindowsZip = true, NamesArmTarball = true,
        },
    ];

    /// <summary>The row of a version; candidates belong to their release.</summary>
    public static ArtifactEra Of(ReleaseVersion version) => All.Last(era => era.From <= version.Final || era == All[0]);
}
