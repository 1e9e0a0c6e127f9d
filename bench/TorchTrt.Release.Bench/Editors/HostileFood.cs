using System.Text;

namespace TorchTrt.Release.Bench.Editors;

/// <summary>A large file made to be slow: of almost-matches, of matches without end, of nothing but line ends.</summary>
/// <param name="Name">For people.</param>
/// <param name="Content">About <see cref="Size"/> bytes.</param>
internal sealed record HostileFood(string Name, byte[] Content)
{
    public const int Size = 4 << 20;

    public static IReadOnlyList<HostileFood> All { get; } =
    [
        Of("one line of a", "a"), Of("one line of digits", "1"), Of("one line of spaces", " "), Of("line ends", "\n"), Of("an indented quote", "    \"\n"),
        Of("open versions in one line", "__version__ = '"), Of("versions", "__version__ = '1.0.0'\n"), Of("placeholders", "__version__ = '0.0.0'\n"),
        Of("macros", "#define TORCH_TENSORRT_MINOR_VERSION 1\n"), Of("macros without value", "#define TORCH_TENSORRT_MINOR_VERSION      \n"),
        Of("modules", "module(\n"), Of("a module of open versions", " version = \"1", "module("),
        Of("open objects", "    {\n \"version\": \"v1.0.0\"", "VERSIONS = [\n"), Of("one object of versions", " \"version\": \"v1.0.0\"", "VERSIONS = [\n    {\n"),
        Of("links", "    \"v1.0.0\": \"https://x/\",\n", "x\"version_info\": {\n"), Of("links followed by spaces", "    \"v1.0.0\": \"https://x/\"                    x\n", "x\"version_info\": {\n"),
        Of("objects", "  {\n    \"name\": \"v1.0.0\",\n    \"version\": \"v1.0.0\",\n    \"url\": \"https://pytorch.org/\"\n  },\n", "[\n"),
        Of("open requirements in one line", "torch>=2.13.0,<"), Of("requirements", "torch>=2.13.0,<2.14.0\n"), Of("requirements followed by spaces", "torch>=2.13.0                                        x\n"),
        Of("quoted requirements in one line", "\"torch>=2.13.0,<2.14.0\", "), Of("almost TensorRT", "tensorrt-cu12_bindings-"), Of("almost TensorRT in quotes", "\"tensorrt-cu12"),
        Of("addresses in one line", "https://download.pytorch.org/whl/nightly/cu130 "), Of("addresses", "--extra-index-url https://download.pytorch.org/whl/nightly/cu130\n"),
        Of("open archives in one line", "https://download.pytorch.org/libtorch/nightly/cu130/libtorch-a"), Of("open references in one line", "{ index = \"pytorch-nightly-cu130"),
        Of("- Libtorch in one line", "- Libtorch 2.13.0 (built with CUDA "), Of("Tegra in one line", "'tegra' in platform_release "), Of("functions", "def jetpack(\n"),
    ];

    private static HostileFood Of(string name, string unit, string before = "")
        => new(name, Encoding.Latin1.GetBytes(before + string.Concat(Enumerable.Repeat(unit, Size / unit.Length))));
}
