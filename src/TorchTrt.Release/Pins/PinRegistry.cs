using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Pins;

/// <summary>
/// Every place where Torch-TensorRT writes the versions of what it is built with and on (release checklist, step 4), in every layout since v0.0.2. Shapes stay as they are: <c>torch&gt;</c> in py/requirements.txt is read by the build scripts. A new dependency is one more entry here.
/// </summary>
public static class PinRegistry
{
    private const string Number = "[0-9][0-9A-Za-z.]*";

    private const string Specifier =
        $@"[ \t]*(==[ \t]*(?<Exact>{Number})|>=[ \t]*(?<AtLeast>{Number})(\+cu[0-9]+)?([ \t]*(,[ \t]*)?<[ \t]*(?<Below>{Number}))?)";

    private const string LocalTag = $@"[ \t]*[=>]=[ \t]*{Number}\+cu(?<Tag>[0-9]{{2,3}})";

    private const string TensorRtName = @"(nvidia-)?tensorrt([-_]cu[0-9]+)?([-_](bindings|libs))?";

    private const string Numbers = @"[0-9]+(\.[0-9]+)*";

    private static readonly string[] RequirementFiles = ["py/requirements.txt", "tests/py/requirements.txt"];

    /// <summary>Where Bazel is told what to fetch; the CI writes the first over with the last. Those of Jetson have versions of their own and are left out.</summary>
    private static readonly string[] BazelFiles =
    [
        "WORKSPACE", "MODULE.bazel", "toolchains/ci_workspaces/WORKSPACE.x86_64.release.rhel.tmpl", "toolchains/ci_workspaces/MODULE.bazel.tmpl",
    ];

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
        Plain(Pin.Torch, "tests/modules/requirements.txt", $"^torch{Specifier}"),
        Plain(Pin.TorchVision, "tests/modules/requirements.txt", $"^torchvision{Specifier}"),
        Plain(Pin.Cuda, "tests/modules/requirements.txt", $"^torch{LocalTag}"),
        Plain(Pin.Torch, "docker/Dockerfile", $"[ \\t]torch{Specifier}"),
        Plain(Pin.TorchVision, "docker/Dockerfile", $"[ \\t]torchvision{Specifier}"),
        Plain(Pin.Torch, ".github/scripts/install-torch-tensorrt.sh", $"[ \t]torch{Specifier}"),
        Plain(Pin.TorchVision, ".github/scripts/install-torch-tensorrt.sh", $"[ \t]torchvision{Specifier}"),
        Plain(Pin.Torch, ".github/scripts/generate_binary_build_matrix.py", $@"^CURRENT_CANDIDATE_VERSION[ \t]*=[ \t]*""(?<Exact>{Numbers})"""),
        .. BazelFiles.SelectMany(Fetched),
        .. Rtx(),
        Constant(Pin.TensorRtLlm, "dev_dep_versions.yml", "__tensorrt_llm_version__[ \t]*:"),
        .. Docker(),
        .. Pybind(),
        .. Bazel(),
        .. Python(),
        .. CircleCi(),
        .. Manual("docsrc/tutorials/installation.rst"),
        .. Manual("docsrc/getting_started/installation.rst"),
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

    private static IEnumerable<PinSite> Fetched(string path) =>
    [
        InBazel(Pin.Cuda, path, $@"""/usr/local/cuda-(?<Brief>{Numbers})[/""]", PinKeeper.Bump),
        InBazel(Pin.Cuda, path, $@"CUDA/v(?<Brief>{Numbers})/", PinKeeper.Bump),
        InBazel(Pin.Torch, path, $@"/libtorch-[a-z0-9-]*-(?<Exact>{Numbers})(%2Bcu[0-9]+)?\.zip", PinKeeper.Person),
        InBazel(Pin.Cudnn, path, $@"""cudnn-linux-x86_64-(?<Brief>{Numbers})_cuda", PinKeeper.Person),
        InBazel(Pin.Cudnn, path, $@"/cudnn-[0-9.]+-linux-x64-v(?<Brief>{Numbers})\.tgz", PinKeeper.Person),
        InBazel(Pin.TensorRt, path, $@"strip_prefix[ \t]*=[ \t]*""TensorRT-(?<Brief>{Numbers})""", PinKeeper.Person),
        InBazel(Pin.TensorRt, path, $@"/(tars|zip)/(TensorRT|tensorrt)-(Enterprise-)?(?<Brief>{Numbers})[.-]", PinKeeper.Person),
        InBazel(Pin.TensorRtRtx, path, $@"TensorRT-RTX-(?<Brief>{Numbers})[""-]", PinKeeper.Person),
    ];

    private static IEnumerable<PinSite> Rtx() =>
    [
        new PinSite(Pin.TensorRtRtx, "setup.py", Locator.Of($"[\"']tensorrt_rtx{Specifier}"), LineRule.Setup),
        Constant(Pin.TensorRtRtx, "dev_dep_versions.yml", "__tensorrt_rtx_version__[ \t]*:"),
        Plain(Pin.TensorRtRtx, "third_party/tensorrt_rtx/archive/BUILD", @"/tensorrt_rtx_(?<Joined>[0-9]+_[0-9]+)\.(lib|dll)"),
        Plain(Pin.TensorRtRtx, "third_party/tensorrt_rtx/local/BUILD", @"/tensorrt_rtx_(?<Joined>[0-9]+_[0-9]+)\.(lib|dll)"),
    ];

    private static IEnumerable<PinSite> Docker() =>
    [
        // Two numbers of an image's three: the third is the image's own.
        Plain(Pin.Cuda, "docker/Dockerfile", @"BASE_IMG=nvidia/cuda:(?<Brief>[0-9]+\.[0-9]+)\."),
        .. new[] { "py/Dockerfile", "py/ci/Dockerfile.ci" }.SelectMany(path => (PinSite[])
        [
            Plain(Pin.Cuda, path, $"^FROM[ \t]+pytorch/manylinux[0-9_]*-builder:cuda(?<Brief>{Numbers})"),
            Plain(Pin.TensorRt, path, $@"/tars/TensorRT-(?<Brief>{Numbers})\.") with { Keeper = PinKeeper.Person },
            Plain(Pin.TensorRt, path, $"^ENV TENSORRT_VERSION=(?<Brief>{Numbers})") with { Keeper = PinKeeper.Person },
        ]),
        Plain(Pin.TensorRt, "docker/README.md", $"The example below uses TensorRT (?<Brief>{Numbers})"),
        Plain(Pin.TensorRt, "docker/README.md", $"--build-arg TENSORRT_VERSION=(?<Brief>{Numbers})"),
        Plain(Pin.Cudnn, "docker/README.md", $"--build-arg CUDNN_VERSION=(?<Brief>{Numbers})"),
    ];

    private static IEnumerable<PinSite> Pybind() =>
    [
        Plain(Pin.Pybind, "py/requirements.txt", $"^pybind11{Specifier}"),
        new PinSite(Pin.Pybind, "pyproject.toml", Locator.Of($"[\"']pybind11{Specifier}"), LineRule.Project),
        Plain(Pin.Pybind, ".circleci/config.yml", $"[ \t]pybind11{Specifier}"),
    ];

    private static IEnumerable<PinSite> Bazel() =>
    [
        Plain(Pin.Bazel, ".bazelversion", $@"\A[ \t]*(?<Brief>{Numbers})"),
        .. new[] { "docker/Dockerfile", "docker/Dockerfile.ngc", "docker/Dockerfile.docs" }.Select(path => Plain(Pin.Bazel, path, $"^ARG BAZEL_VERSION=(?<Brief>{Numbers})")),
        Plain(Pin.Bazel, "docker/setup_nox.sh", $"^BAZEL_VERSION=(?<Brief>{Numbers})"),
        Plain(Pin.Bazel, "README.md", $"^[ \t]*- Bazel (?<Brief>{Numbers})"),
    ];

    private static IEnumerable<PinSite> Python() =>
    [
        .. new[] { "pyproject.toml", "py/torch-tensorrt-executorch-runtime/pyproject.toml" }
            .Select(path => Plain(Pin.PythonFloor, path, $@"^requires-python[ \t]*=[ \t]*""[ \t]*>=[ \t]*(?<AtLeast>{Numbers})")),
        .. new[] { "py/setup.py", "setup.py", "py/torch-tensorrt-executorch-runtime/setup.py" }
            .Select(path => Plain(Pin.PythonFloor, path, $@"^[ \t]*python_requires[ \t]*=[ \t]*[""']>=[ \t]*(?<AtLeast>{Numbers})")),
        // The environments that uv resolves for.
        Plain(Pin.PythonFloor, "pyproject.toml", $@"^[ \t]*""sys_platform == '[a-z0-9]+' and python_version >= '(?<AtLeast>{Numbers})'"),
        Plain(Pin.PythonCeiling, "pyproject.toml", $@"^[ \t]*""sys_platform == '[a-z0-9]+' and python_version >= '{Numbers}' and python_version <= '(?<Brief>{Numbers})'"),
        Plain(Pin.PythonFloor, "uv.lock", $@"^requires-python = "">=(?<AtLeast>{Numbers})""") with { Keeper = PinKeeper.Person },
        // The wheels of a release: the first and the last of a list.
        Plain(Pin.PythonFloor, ".github/scripts/generate-release-matrix.py", $@"^[ \t]*""wheel"":[ \t]*\[""(?<AtLeast>3\.{Numbers})""") with { Keeper = PinKeeper.Person },
        Plain(Pin.PythonCeiling, ".github/scripts/generate-release-matrix.py", $@"^[ \t]*""wheel"":.*""(?<Brief>3\.{Numbers})""\]") with { Keeper = PinKeeper.Person },
    ];

    /// <summary>Defaults of the pipeline's parameters, 1.2 to 2.2; those for Jetson, for legacy builds and for nightly TensorRT are other products.</summary>
    private static IEnumerable<PinSite> CircleCi() =>
    [
        .. new[] { "torch-build", "torch-release-build" }.SelectMany(key => (PinSite[])
        [
            Default(Pin.Torch, key, $@"(?<Exact>{Numbers})(\+cu[0-9]+)?"),
            Default(Pin.Cuda, key, $@"{Numbers}\+cu(?<Tag>[0-9]+)"),
        ]),
        Default(Pin.TorchVision, "torchvision-build", $@"(?<Exact>{Numbers})(\+cu[0-9]+)?"),
        .. new[] { "cudnn-version", "cudnn-release-version" }.Select(key => Default(Pin.Cudnn, key, $"(?<Brief>{Numbers})")),
        .. new[] { "trt-version-short", "trt-version-long", "trt-release-version-short", "trt-release-version-long" }.Select(key => Default(Pin.TensorRt, key, $"(?<Brief>{Numbers})")),
    ];

    private static PinSite Default(Pin pin, string key, string version) => new(pin, ".circleci/config.yml", Locator.Of($@"^[ \t]+default:[ \t]*""{version}"""), LineRule.Under(key));

    /// <summary>The sentence that recommends versions, to 1.3.</summary>
    private static IEnumerable<PinSite> Manual(string path)
    {
        const string sentence = "For best compatability with official PyTorch, use torch==";
        return
        [
            Plain(Pin.Torch, path, $@"{sentence}(?<Exact>{Numbers})"),
            Plain(Pin.TensorRt, path, $@"{sentence}.*, TensorRT (?<Brief>{Numbers})"),
            Plain(Pin.Cudnn, path, $@"{sentence}.* and cuDNN (?<Brief>{Numbers})"),
            Plain(Pin.Cuda, path, $@"{sentence}.* for CUDA (?<Brief>{Numbers})"),
        ];
    }

    private static PinSite InBazel(Pin pin, string path, string pattern, PinKeeper keeper) => new(pin, path, Locator.Of(pattern), LineRule.Bazel) { Keeper = keeper };

    private static PinSite Badge(Pin pin, string name) => Plain(pin, "README.md", $@"img\.shields\.io/badge/{name}-(?<Brief>[0-9][0-9.]*)-");

    private static PinSite Constant(Pin pin, string path, string key) => Plain(pin, path, $@"^{key}[ \t]*[""'](?<Brief>{Number})[""']");

    private static PinSite Plain(Pin pin, string path, string pattern) => new(pin, path, Locator.Of(pattern), LineRule.Plain);
}
