using System.Text.RegularExpressions;
using TorchTrt.Release.Pins;

namespace TorchTrt.Release.Examine;

/// <summary>
/// Judges what an artifact's shared objects say of themselves against what the artifact claims and what the checkout pins. Repairing is left to auditwheel,
/// in the container that builds.
/// </summary>
public static partial class Examination
{
    private const int ShownSymbols = 3;

    /// <summary>Libraries that come with PyTorch, CUDA and TensorRT, and are left out of the artifacts (the project gives the same list to <c>auditwheel repair --exclude</c>).</summary>
    private static readonly string[] FromElsewhere =
    [
        "libtorch", "libtorch_cpu", "libtorch_cuda", "libtorch_cuda_cpp", "libtorch_cuda_cu", "libtorch_global_deps", "libtorch_python", "libc10", "libc10_cuda", "libcaffe2_nvrtc", "libshm",
        "libcuda", "libcudart", "libcublas", "libcublasLt", "libcudnn", "libcufft", "libcurand", "libcusolver", "libcusparse", "libnccl", "libnvrtc", "libnvrtc-builtins", "libnvToolsExt",
        "libnvJitLink", "libnvinfer", "libnvinfer_plugin", "libnvinfer_dispatch", "libnvinfer_lean", "libnvinfer_vc_plugin", "libnvonnxparser", "libnvparsers", "libtensorrt_rtx",
        "libtensorrt_onnxparser_rtx",
    ];

    /// <summary>Libraries whose name carries the major version of the dependency they come with.</summary>
    private static readonly (string Library, Pin Pin)[] Pinned =
    [
        ("libcudart", Pin.Cuda), ("libcublas", Pin.Cuda), ("libcublasLt", Pin.Cuda), ("libnvrtc", Pin.Cuda),
        ("libnvinfer", Pin.TensorRt), ("libnvinfer_plugin", Pin.TensorRt), ("libnvonnxparser", Pin.TensorRt), ("libcudnn", Pin.Cudnn),
    ];

    /// <summary>Everything that is wrong, in the order of its objects.</summary>
    public static IEnumerable<ReleaseError> Of(ExaminedArtifact artifact, Expectations expected)
    {
        if (artifact.Bytes > expected.SizeBudget)
            yield return artifact.Finding("TR5227", null, $"it is {artifact.Bytes} bytes long", $"at most {expected.SizeBudget} bytes", "leave debug symbols and bundled libraries out, or raise the budget");
        foreach (var finding in artifact.Objects.SelectMany(facts => OfObject(artifact, facts, expected)).Concat(Torch(artifact, expected)).Concat(Abi(artifact, expected))) yield return finding;
    }

    private static IEnumerable<ReleaseError> OfObject(ExaminedArtifact artifact, ObjectFacts facts, Expectations expected)
    {
        if (facts.Elf is not { } elf)
        {
            yield return artifact.Finding("TR5228", facts.Path, $"this is no sound ELF object: {facts.Damage}", "an object that the loader takes", "build it again");
            yield break;
        }

        if (ExaminedArtifact.Machine(artifact.Architecture) is { } machine && elf.Machine != machine)
            yield return artifact.Finding("TR5229", facts.Path, $"this is for {elf.Machine}", $"an object for {artifact.Architecture}, as the name says", "build it on that architecture");
        foreach (var system in artifact.System)
        {
            var newer = elf.NeededVersions.Where(version => !version.IsWeak && !system.Has(version.Version)).Select(version => version.Version).Distinct(StringComparer.Ordinal).ToList();
            if (newer.Count > 0)
                yield return artifact.Finding(
                    "TR5220", facts.Path, $"this asks the system for {string.Join(", ", newer)}", $"at most what manylinux_{system.Glibc.Major}_{system.Glibc.Minor} has: {Bounds(system, newer)}",
                    "build it in the container of that tag, or let auditwheel give the wheel the tag that is true");
            var privates = PrivateSymbols.Among(facts.PrivateUndefined, elf.Needed, system.Glibc).Distinct(StringComparer.Ordinal).ToList();
            if (privates.Count > 0)
                yield return artifact.Finding(
                    "TR5231", facts.Path, $"this uses {string.Join(", ", privates)}", $"names that every system of manylinux_{system.Glibc.Major}_{system.Glibc.Minor} gives away",
                    "do not use them, or let auditwheel repair bring the library that has them into the wheel");
            foreach (var name in elf.Needed.Where(name => !system.Libraries.Contains(name) && !artifact.OwnNames.Contains(name) && !IsFromElsewhere(name)))
                yield return artifact.Finding(
                    "TR5221", facts.Path, $"this is linked to {name}", $"libraries of manylinux_{system.Glibc.Major}_{system.Glibc.Minor}, of the wheel itself, of PyTorch, CUDA or TensorRT",
                    "let auditwheel repair bring it into the wheel, or do not link to it");
        }

        foreach (var finding in elf.Needed.SelectMany(name => AgainstPins(artifact, facts.Path, name, expected))) yield return finding;
        foreach (var folder in elf.RPath.Concat(elf.RunPath).Where(IsForeign))
            yield return artifact.Finding("TR5226", facts.Path, $"its run path leads to {folder}", "run paths that begin with $ORIGIN", "link it without, or remove it with patchelf");
        foreach (var path in facts.BuildPaths)
            yield return artifact.Finding("TR5226", facts.Path, $"it holds a path of the machine that built it, {path}", "no absolute paths", "compile with -ffile-prefix-map");
    }

    /// <summary>A wheel that is linked to the CUDA or TensorRT of another release cannot be imported beside the ones it requires.</summary>
    private static IEnumerable<ReleaseError> AgainstPins(ExaminedArtifact artifact, string member, string name, Expectations expected)
    {
        var parts = SoName().Match(name);
        if (!parts.Success || Pinned.FirstOrDefault(one => one.Library == parts.Groups["stem"].Value) is not { Library: not null } pinned) yield break;
        var pin = pinned.Pin == Pin.Cuda && artifact.Cuda.Count > 0 ? artifact.Cuda : expected.Numbers(pinned.Pin);
        if (pin.Count == 0) yield break;
        var numbers = parts.Groups["version"].Value.Split('.').Select(number => int.TryParse(number, out var value) ? value : -1).ToList();
        // From CUDA 11 on the runtime's name stays the same within a major version.
        var isMinorToo = pinned.Library == "libcudart" && pin[0] < 11 && numbers.Count > 1 && pin.Count > 1;
        if (numbers[0] == pin[0] && (!isMinorToo || numbers[1] == pin[1])) yield break;
        var where = pinned.Pin == Pin.Cuda && artifact.Cuda.Count > 0 ? "the wheel's own version" : expected.Pins[pinned.Pin].Where;
        yield return artifact.Finding(
            "TR5222", member, $"this is linked to {name}", $"the {pinned.Pin.Display()} {string.Join('.', pin)} of {where}", $"build it in a container that has {pinned.Pin.Display()} {string.Join('.', pin)}");
    }

    /// <summary>Names of PyTorch that are neither in the given libtorch nor in the artifact: it was built against another one.</summary>
    private static IEnumerable<ReleaseError> Torch(ExaminedArtifact artifact, Expectations expected)
    {
        if (expected.Torch is not { } torch) yield break;
        var own = artifact.Objects.SelectMany(facts => facts.TorchDefined).ToHashSet(StringComparer.Ordinal);
        foreach (var facts in artifact.Objects)
        {
            var missing = facts.TorchUndefined.Where(name => !torch.Exports.Contains(name) && !own.Contains(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (missing.Count > 0)
                yield return artifact.Finding(
                    "TR5224", facts.Path, $"this needs {missing.Count} symbols of PyTorch that {torch.Name} does not have: {Some(missing)}", $"symbols of {torch.Name}", "build it against that libtorch");
        }
    }

    /// <summary>Objects with another <c>std::string</c> than PyTorch's link to nothing of it, and say so only when they are loaded.</summary>
    private static IEnumerable<ReleaseError> Abi(ExaminedArtifact artifact, Expectations expected)
    {
        var (claimed, by) = artifact.Strings is StringAbi.PreCxx11 or StringAbi.Cxx11 ? (artifact.Strings, "the artifact's name")
            : expected.Torch is { Strings: StringAbi.PreCxx11 or StringAbi.Cxx11 } torch ? (torch.Strings, torch.Name)
            : (artifact.Objects.Select(facts => facts.Strings).FirstOrDefault(strings => strings is StringAbi.PreCxx11 or StringAbi.Cxx11), "the first of its objects");
        if (claimed == StringAbi.None) yield break;
        foreach (var facts in artifact.Objects.Where(facts => facts.Strings != StringAbi.None && facts.Strings != claimed))
            yield return artifact.Finding(
                "TR5225", facts.Path, $"its names have the std::string of _GLIBCXX_USE_CXX11_ABI={Flag(facts.Strings & ~claimed)}, for example {Short(facts.Example!)}", $"_GLIBCXX_USE_CXX11_ABI={Flag(claimed)}, as {by} has it",
                "build it against the libtorch of that ABI");
    }

    private static bool IsFromElsewhere(string name)
    {
        var parts = SoName().Match(name);
        var stem = parts.Success ? parts.Groups["stem"].Value : name.EndsWith(".so", StringComparison.Ordinal) ? Hash().Replace(name[..^3], "") : name;
        // PyTorch brings its own OpenMP under a name with a digest.
        return FromElsewhere.Contains(stem) || stem.StartsWith("libcudnn_", StringComparison.Ordinal) || (stem == "libgomp" && parts.Groups["hash"].Success);
    }

    private static bool IsForeign(string folder) => folder.Length > 0 && folder is not ("$ORIGIN" or "${ORIGIN}") && !folder.StartsWith("$ORIGIN/", StringComparison.Ordinal) && !folder.StartsWith("${ORIGIN}/", StringComparison.Ordinal);

    private static string Bounds(SystemLibraries system, IEnumerable<string> versions)
        => string.Join(", ", versions.Select(version => version.Split('_')[0]).Distinct(StringComparer.Ordinal).Select(family => $"{family}_{system.Most[family]}"));

    private static string Some(List<string> names) => string.Join(", ", names.Take(ShownSymbols).Select(Short)) + (names.Count > ShownSymbols ? ", …" : "");

    private static string Short(string name) => name.Length <= 120 ? name : $"{name[..120]}…";

    private static int Flag(StringAbi strings) => strings == StringAbi.Cxx11 ? 1 : 0;

    [GeneratedRegex(@"\A(?<stem>lib.+?)(?<hash>-[0-9a-f]{8})?\.so\.(?<version>[0-9]+(?:\.[0-9]+)*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex SoName();

    [GeneratedRegex(@"-[0-9a-f]{8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
