using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Artifacts;

/// <summary>Every file that a release of one checkout has, under its published name.</summary>
/// <param name="All">By id.</param>
public sealed record ArtifactCatalog(IReadOnlyList<Artifact> All)
{
    private const string Workflows = ".github/workflows/";

    /// <summary>
    /// The registry's row for the version, with what the checkout itself says: its release matrix and release workflows (v2.4.0 on), the interpreters that its
    /// build script names (before), its pins; then the overrides.
    /// </summary>
    /// <exception cref="ReleaseException">TR5404 two files of one name, TR5406 an override that fits nothing, TR5407 a release matrix that cannot be read; all problems together.</exception>
    public static ArtifactCatalog Of(IWorkspace files, ReleaseVersion version, ArtifactOverrides overrides)
    {
        var era = ArtifactEras.Of(version);
        var script = ReleaseMatrixScript.Find(files);
        var cuda = new Variants(
            overrides.Cuda ?? script?.WheelCuda ?? [], overrides.Cuda ?? script?.TarballCuda ?? [], overrides.Pythons ?? script?.WheelPythons ?? Named(files) ?? era.Pythons);
        var published = PlatformsOf(files);
        var naming = new Naming(era, version, PinnedText.Of(files), overrides.Platforms);
        IEnumerable<Artifact> all =
        [
            .. Library(published, era, naming, cuda.TarballCuda),
            .. published.SelectMany(platform => Wheels(platform, era.Package, naming, cuda)),
            .. Rtx(files, era, naming, cuda),
        ];
        all = all.Select(artifact => artifact with { Container = ContainerOf(artifact, era, script, naming.Pins.Cuda) });
        return new ArtifactCatalog([.. Overridden(all.ToList(), overrides).OrderBy(artifact => artifact.Id, StringComparer.Ordinal)]).WithoutTwins();
    }

    /// <summary>The files that any of the selections takes; all of them when there is no selection.</summary>
    /// <exception cref="ReleaseException">TR5405 for each selection that takes nothing.</exception>
    public ArtifactCatalog Only(IReadOnlyList<string> selections)
    {
        if (selections.Count == 0) return this;
        var wrong = selections.Where(selection => !All.Any(artifact => Takes(All, selection, artifact))).Select(selection => new ReleaseError(
            "TR5405", $"'{selection}' is no part of this release.", "take it from --target=Matrix", "--only", $"parts of an id, such as {(All.Count > 0 ? All[^1].Id : "x86_64-cp312")}")).ToList();
        return wrong.Count > 0
            ? throw new ReleaseException(ExitCode.Failed, wrong)
            : new ArtifactCatalog([.. All.Where(artifact => selections.Any(selection => Takes(All, selection, artifact)))]);
    }

    /// <summary>Expected against found: missing, extra and wrong names, each with what to do.</summary>
    /// <param name="found">Names of wheels, tarballs and zips.</param>
    public IReadOnlyList<ReleaseError> Compare(IEnumerable<string> found)
    {
        var missing = All.ToList();
        var unknown = new List<string>();
        foreach (var name in found.Order(StringComparer.Ordinal))
            if (missing.FirstOrDefault(artifact => artifact.IsNamed(name)) is { } expected) missing.Remove(expected);
            else unknown.Add(name);
        var problems = new List<ReleaseError>();
        foreach (var name in unknown)
            if (missing.FirstOrDefault(artifact => artifact.IsMeantBy(name)) is { } meant)
            {
                missing.Remove(meant);
                problems.Add(new ReleaseError("TR5403", $"{name} has a wrong name.", $"rename it, or name it in the release file under {meant.Id}", name, meant.FileName));
            }
            else problems.Add(new ReleaseError("TR5402", $"{name} is no file of this release.", "remove it, or name it in the release file", name, "one of --target=Matrix"));
        problems.AddRange(missing.Select(artifact => new ReleaseError(
            "TR5401", $"{artifact.FileName} is missing.", $"build it with --only {artifact.Id} on {artifact.Platform}, then gather with --artifacts-from; or leave it out in the release file", artifact.Id)));
        return problems;
    }

    /// <summary>Whether a name is a wheel's, a tarball's or a zip's: what a catalog lists.</summary>
    public static bool Lists(string fileName) => fileName.EndsWith(".whl", StringComparison.Ordinal) || fileName.EndsWith(".tar.gz", StringComparison.Ordinal) || fileName.EndsWith(".zip", StringComparison.Ordinal);

    /// <summary>A whole id takes its file alone; parts of one take every file that has them all.</summary>
    private static bool Takes(IReadOnlyList<Artifact> all, string selection, Artifact artifact)
    {
        if (all.Any(other => other.Id == selection)) return artifact.Id == selection;
        var parts = artifact.Id.Split('-');
        return selection.Split('-').All(part => parts.Contains(part, StringComparer.Ordinal));
    }

    /// <summary>The platforms that the checkout has release workflows for; before there were any, Linux on x86_64 alone.</summary>
    private static IReadOnlyList<Platform> PlatformsOf(IWorkspace files) =>
    [
        Platform.Linux("x86_64"),
        .. files.Exists($"{Workflows}release-linux-aarch64.yml") ? [Platform.Linux("aarch64")] : Array.Empty<Platform>(),
        .. files.Exists($"{Workflows}release-windows.yml") ? [Platform.Windows] : Array.Empty<Platform>(),
    ];

    /// <summary>The interpreters that the build script names; null where it takes what its container has.</summary>
    private static IReadOnlyList<string>? Named(IWorkspace files)
        => WheelRecipe.Find(files)?.Pythons is { Count: > 0 } tags ? [.. tags.Select(tag => $"{tag[2]}.{tag[3..]}").OrderBy(python => int.Parse(python[2..], System.Globalization.CultureInfo.InvariantCulture))] : null;

    private static IEnumerable<Artifact> Library(IReadOnlyList<Platform> platforms, ArtifactEra era, Naming naming, IReadOnlyList<string> cuda)
    {
        foreach (var platform in platforms.Where(platform => platform.IsLinux ? platform.Architecture == "x86_64" || era.NamesArmTarball : era.HasWindowsZip))
            foreach (var abi in platform == Platform.Linux("x86_64") ? era.Abis : [CxxAbi.Cxx11])
                foreach (var variant in OneAtLeast(cuda))
                    yield return new Artifact(Id("tarball", platform, null, variant, abi == CxxAbi.PreCxx11 ? "pre_cxx11" : null), ArtifactKind.Tarball, era.Library, platform, null, variant, abi, naming.Tarball(platform, variant, abi));
    }

    private static IEnumerable<Artifact> Wheels(Platform platform, string package, Naming naming, Variants variants)
        => from variant in OneAtLeast(variants.WheelCuda)
           from python in variants.Pythons
           let mark = package.EndsWith(Artifact.RtxEnding, StringComparison.Ordinal) ? "rtx" : null
           let local = variants.WheelCuda.Count > 1 && variant != variants.WheelCuda[0] ? variant : null
           select new Artifact(Id("wheel", platform, python, variant, mark), ArtifactKind.Wheel, package, platform, python, variant, CxxAbi.Cxx11, naming.Wheel(package, platform, python, local));

    /// <summary>TensorRT-RTX has wheels of its own (v2.11.0 on).</summary>
    private static IEnumerable<Artifact> Rtx(IWorkspace files, ArtifactEra era, Naming naming, Variants variants)
    {
        var platforms = new[] { ("release-linux-x86_64_rtx.yml", Platform.Linux("x86_64")), ("release-windows_rtx.yml", Platform.Windows) };
        return platforms.Where(platform => files.Exists(Workflows + platform.Item1)).SelectMany(platform => Wheels(platform.Item2, $"{era.Package}{Artifact.RtxEnding}", naming, variants));
    }

    /// <summary>What the release matrix names, else what PyTorch's own matrix has for that CUDA.</summary>
    private static string? ContainerOf(Artifact artifact, ArtifactEra era, ReleaseMatrixScript? script, string? pinned)
    {
        if (!artifact.Platform.IsLinux) return null;
        if (artifact.Platform.Architecture == "aarch64" && script?.ArmContainer is { } named) return named;
        return era.Builders?.GetValueOrDefault(artifact.Platform.Architecture) is { } builder && (artifact.Cuda is { } cuda ? Artifact.CudaVersionOf(cuda) : pinned) is { } version ? $"{builder}:cuda{version}" : null;
    }

    private static IEnumerable<string?> OneAtLeast(IReadOnlyList<string> variants) => variants.Count > 0 ? variants : (IEnumerable<string?>)[null];

    private static string Id(string kind, Platform platform, string? python, string? cuda, string? mark)
        => string.Join('-', new string?[] { kind, platform.ToString(), python is null ? null : Artifact.PythonTagOf(python), cuda, mark }.OfType<string>());

    private static IEnumerable<Artifact> Overridden(IReadOnlyList<Artifact> all, ArtifactOverrides overrides)
    {
        var wrong = overrides.Without.Where(selection => !all.Any(artifact => Takes(all, selection, artifact))).Select(selection => Fits($"'{selection}' under without", "takes no file of this release"))
            .Concat(overrides.Names.Keys.Where(id => all.All(artifact => artifact.Id != id) && !IsKind(id)).Select(id => Fits($"'{id}' under names", "is no id, and a further file's id begins with tarball- or wheel-"))).ToList();
        if (wrong.Count > 0) throw new ReleaseException(ExitCode.Failed, wrong);
        return all.Where(artifact => !overrides.Without.Any(selection => Takes(all, selection, artifact)))
            .Select(artifact => overrides.Names.TryGetValue(artifact.Id, out var name) ? artifact with { FileName = name } : artifact)
            .Concat(overrides.Names.Where(pair => all.All(artifact => artifact.Id != pair.Key)).Select(pair => Further(pair.Key, pair.Value)));
    }

    private static bool IsKind(string id) => id.StartsWith("tarball-", StringComparison.Ordinal) || id.StartsWith("wheel-", StringComparison.Ordinal);

    private static Artifact Further(string id, string name)
    {
        var kind = id.StartsWith("wheel-", StringComparison.Ordinal) ? ArtifactKind.Wheel : ArtifactKind.Tarball;
        var platform = id.Contains("windows", StringComparison.Ordinal) ? Platform.Windows : Platform.Linux(id.Contains("aarch64", StringComparison.Ordinal) ? "aarch64" : "x86_64");
        var python = WheelFileName.Read(name)?.Python is { Length: > 3 } tag && tag.StartsWith("cp", StringComparison.Ordinal) ? $"{tag[2]}.{tag[3..]}" : null;
        return new Artifact(id, kind, name.Split('-')[0], platform, python, null, id.Contains("pre_cxx11", StringComparison.Ordinal) ? CxxAbi.PreCxx11 : CxxAbi.Cxx11, name);
    }

    private ArtifactCatalog WithoutTwins()
    {
        var twins = All.GroupBy(artifact => artifact.FileName, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => new ReleaseError(
            "TR5404", $"{string.Join(" and ", group.Select(artifact => artifact.Id))} would both be called {group.Key}.", "give one of them another name in the release file", group.Key, "a name for each")).ToList();
        return twins.Count == 0 ? this : throw new ReleaseException(ExitCode.Failed, twins);
    }

    private static ReleaseError Fits(string what, string why) => new("TR5406", $"{what} {why}.", "compare it with --target=Matrix", "release file");

    private sealed record Variants(IReadOnlyList<string> WheelCuda, IReadOnlyList<string> TarballCuda, IReadOnlyList<string> Pythons);

    /// <summary>Composes the names.</summary>
    private sealed record Naming(ArtifactEra Era, ReleaseVersion Version, PinnedText Pins, IReadOnlyDictionary<string, string> Platforms)
    {
        public string Wheel(string package, Platform platform, string python, string? local)
            => $"{package}-{Version}{(local is null ? "" : $"+{local}")}-{Artifact.PythonTagOf(python)}-{Artifact.AbiTagOf(python)}-{Tag(platform)}.whl";

        public string Tarball(Platform platform, string? cuda, CxxAbi abi)
        {
            var ending = platform.IsLinux ? "tar.gz" : "zip";
            if (Era.Naming == TarballNaming.Plain) return $"{Era.Library}.{ending}";
            var digits = Era.Naming == TarballNaming.CudaDigits;
            string?[] parts =
            [
                Era.Library, $"{Version}", abi == CxxAbi.PreCxx11 ? "pre-cxx11-abi" : null,
                Era.Naming == TarballNaming.WithCudnn ? Part("cudnn", Pins.Cudnn) : null,
                Part("tensorrt", Pins.TensorRt),
                Part("cuda", cuda is null ? digits ? Pins.Cuda?.Replace(".", "", StringComparison.Ordinal) : Pins.Cuda : digits ? cuda[2..] : Artifact.CudaVersionOf(cuda)),
                Part("libtorch", Pins.Torch),
                platform.Architecture, platform.System,
            ];
            return $"{string.Join('-', parts.OfType<string>())}.{ending}";
        }

        private string Tag(Platform platform)
            => Platforms.TryGetValue(platform.ToString(), out var given) ? given
                : !platform.IsLinux ? "win_amd64"
                : $"{(platform.Architecture == "aarch64" ? Era.ManylinuxOnArm : Era.Manylinux)}_{platform.Architecture}";

        private static string? Part(string name, string? value) => value is null ? null : name + value;
    }
}
