using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Pins;

/// <summary>
/// Every place where Torch-TensorRT writes the versions of PyTorch, CUDA, cuDNN and TensorRT (release checklist, step 4), in every layout since
/// v0.0.2. Shapes stay as they are: <c>torch&gt;</c> in py/requirements.txt is read by the build scripts. A new dependency is one more entry here.
/// </summary>
public static class PinRegistry
{
    private const string Number = "[0-9][0-9A-Za-z.]*";

    private const string Specifier =
        $@"[ \t]*(==[ \t]*(?<Exact>{Number})|>=[ \t]*(?<AtLeast>{Number})(\+cu[0-9]+)?([ \t]*(,[ \t]*)?<[ \t]*(?<Below>{Number}))?)";

    private const string LocalTag = $@"[ \t]*[=>]=[ \t]*{Number}\+cu(?<Tag>[0-9]{{2,3}})";

    private const string TensorRtName = @"(nvidia-)?tensorrt([-_]cu[0-9]+)?([-_](bindings|libs))?";

    private static readonly string[] RequirementFiles = ["py/requirements.txt", "tests/py/requirements.txt"];

    public static IReadOnlyList<PinSite> All { get; } =
    [
        .. RequirementFiles.SelectMany(Requirements),
        .. QuotedRequirements("py/setup.py", LineRule.Setup),
        .. QuotedRequirements("setup.py", LineRule.Setup),
        .. QuotedRequirements("pyproject.toml", LineRule.Project),
        .. PythonConstants("py/setup.py"),
        .. PythonConstants("py/versions.py"),
        Constant(Pin.Cuda, "dev_dep_versions.yml", "__cuda_version__[ \t]*:"),
        Constant(Pin.Cudnn, "dev_dep_versions.yml", "__cudnn_version__[ \t]*:"),
        Constant(Pin.TensorRt, "dev_dep_versions.yml", "__tensorrt_version__[ \t]*:"),
        .. Readme(),
    ];

    /// <summary>Every path that is looked at.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. All.Select(site => site.Path).Distinct()];

    /// <summary>Every version of a dependency written in a tree, registry order.</summary>
    public static IReadOnlyList<PinReading> Read(Tree tree) => [.. All.SelectMany(site => site.Read(tree))];

    private static IEnumerable<PinSite> Requirements(string path) =>
    [
        Plain(Pin.Torch, path, $"^torch{Specifier}"),
        Plain(Pin.TorchVision, path, $"^torchvision{Specifier}"),
        Plain(Pin.TensorRt, path, $"^{TensorRtName}{Specifier}"),
        Plain(Pin.Cuda, path, $"^torch(vision)?{LocalTag}"),
        Plain(Pin.Cuda, path, @"download\.pytorch\.org/whl/((nightly|test|release)/)?cu(?<Tag>[0-9]{2,3})"),
    ];

    private static IEnumerable<PinSite> QuotedRequirements(string path, LineRule lines) =>
    [
        new PinSite(Pin.Torch, path, Locator.Of($"[\"']torch{Specifier}"), lines),
        new PinSite(Pin.TorchVision, path, Locator.Of($"[\"']torchvision{Specifier}"), lines),
        new PinSite(Pin.TensorRt, path, Locator.Of($@"[""'](nvidia-)?\{{?tensorrt(?>([-_]cu[0-9]+|_prefix\}})?)(?>([-_](bindings|libs))?){Specifier}"), lines),
        new PinSite(Pin.Cuda, path, Locator.Of($"[\"']torch(vision)?{LocalTag}"), lines),
    ];

    private static IEnumerable<PinSite> PythonConstants(string path) =>
    [
        Constant(Pin.Cuda, path, "__cuda_version__[ \t]*="),
        Constant(Pin.Cudnn, path, "__cudnn_version__[ \t]*="),
        Constant(Pin.TensorRt, path, "__tensorrt_version__[ \t]*="),
    ];

    private static IEnumerable<PinSite> Readme() =>
    [
        // "2.14.0.dev (latest nightly)" becomes a release whole.
        Plain(Pin.Torch, "README.md", $@"^[ \t]*- Libtorch (?<Exact>{Number}([ \t]*\(latest nightly\))?)"),
        Plain(Pin.Cuda, "README.md", @"^[ \t]*- Libtorch .*\(built with CUDA (?<Brief>[0-9][0-9.]*)\)"),
        Plain(Pin.Cuda, "README.md", "^[ \t]*- CUDA (?<Brief>[0-9][0-9.]*)"),
        Plain(Pin.Cudnn, "README.md", "^[ \t]*- cuDNN (?<Brief>[0-9][0-9.]*)"),
        Plain(Pin.TensorRt, "README.md", $"^[ \t]*- TensorRT (?<Brief>{Number})"),
        Badge(Pin.Torch, "PyTorch"),
        Badge(Pin.Cuda, "CUDA"),
        Badge(Pin.TensorRt, "TensorRT"),
    ];

    private static PinSite Badge(Pin pin, string name) => Plain(pin, "README.md", $@"img\.shields\.io/badge/{name}-(?<Brief>[0-9][0-9.]*)-");

    private static PinSite Constant(Pin pin, string path, string key) => Plain(pin, path, $@"^{key}[ \t]*[""'](?<Brief>{Number})[""']");

    private static PinSite Plain(Pin pin, string path, string pattern) => new(pin, path, Locator.Of(pattern), LineRule.Plain);
}
