using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Checklist step 6: <c>docker run … py/build_whl.sh</c> builds every wheel, over a copy of the checkout; or finished ones are taken. Each is looked
/// into before it goes to <c>out/</c>.
/// </summary>
public sealed class WheelsStep(
    IWorkspace files, IContainerEngine engine, IArtifactFiles artifacts, IOutFolder folder, IReceipts receipts, ReleaseTarget target, ArtifactSource source, Examiner examiner) : IStep
{
    private const string Receipt = "wheels.txt";

    private readonly WheelImage image = new(files, engine, source.BaseImage);

    /// <summary>Where the scripts of the various layouts leave wheels; repaired ones first, since they replace the others.</summary>
    private static readonly string[] Outputs = ["py/wheelhouse", "wheelhouse", "py/dist", "dist"];

    public string Name => "Wheels";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var receipt = OutReceipt.Read(receipts.Read(Receipt));
        if (receipt is not null && receipt.Sources == await Sources(cancel) && receipt.IsIn(await folder.Files(cancel)))
            return new Done([.. receipt.Files.Select(file => $"{file.Name} sha256:{file.Sha256}")]);
        if (source.FinishedFolder is { } finished)
            return In(finished) is { Count: > 0 } found
                ? new Pending([.. found.Select(path => new Change("take", Path.GetFileName(path), null, $"from {finished}"))])
                : new Blocked([new ReleaseError("TR5201", "there is no wheel among the finished files.", "put them there, or leave --artifacts-from out to build them here", finished, "*.whl")]);
        if (WheelRecipe.Find(files) is not { } recipe) return new Unable(WheelContainerStep.NoRecipe());
        if (recipe.Script is null) return new Unable(NoScript(recipe));
        if (await engine.Unable(cancel) is { } reason) return new Unable(reason);
        return await image.Made(recipe, cancel) is null
            ? new Unable(new ReleaseError("TR4306", $"there is no image {WheelImage.Tag} made from this checkout's {recipe.Dockerfile}.", "run WheelContainer first (leave --exclusive away)"))
            : new Pending([new Change("build wheels", recipe.Pythons.Count > 0 ? string.Join(' ', recipe.Pythons) : "every Python of the container", null, $"docker run {WheelImage.Tag} {recipe.Script}")]);
    }

    /// <exception cref="ReleaseException">TR4303 the container failed; TR5110 to TR5116, TR5202 to TR5229: a wheel is missing or not fit for this release, every reason at once.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var sources = await Sources(cancel);
        var (wheels, missing) = source.FinishedFolder is { } finished ? (In(finished), []) : await Build(cancel);
        var problems = missing.Concat(wheels.SelectMany(wheel => examiner.Wheel(wheel, target.Version, cancel))).Concat(WheelExam.Gaps(Names(wheels))).ToList();
        if (problems.Count > 0) throw new ReleaseException(ExitCode.Failed, problems);
        foreach (var wheel in wheels) await artifacts.Take(wheel, Path.GetFileName(wheel), cancel);

        var names = wheels.Select(path => Path.GetFileName(path)!).ToHashSet(StringComparer.Ordinal);
        foreach (var old in OutReceipt.Read(receipts.Read(Receipt))?.Files.Where(file => !names.Contains(file.Name)) ?? []) artifacts.Remove(old.Name);
        var taken = (await folder.Files(cancel)).Where(file => names.Contains(file.Name));
        receipts.Write(Receipt, new OutReceipt(sources, [.. taken.Select(file => new OutReceipt.Entry(file.Sha256, file.Name))]).Text);
    }

    private async Task<(IReadOnlyList<string> Wheels, IReadOnlyList<ReleaseError> Missing)> Build(CancellationToken cancel)
    {
        var recipe = WheelRecipe.Find(files) ?? throw new InvalidOperationException("The observation found a recipe.");
        // Layouts since v2.2.0 take the version from here instead of from a file; the others do not look.
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["BUILD_VERSION"] = target.Version.ToString(), ["RELEASE"] = "1" };
        var output = await engine.Run(new ContainerRun("wheels", WheelImage.Tag, recipe.MountedAt, ["/bin/bash", $"{recipe.MountedAt}/{recipe.Script}"], environment), cancel);
        var wheels = Outputs.Select(place => In(Path.Combine(output.Folder, place))).FirstOrDefault(found => found.Count > 0) ?? [];
        var built = wheels.Select(path => WheelFileName.Read(Path.GetFileName(path))?.Python).ToHashSet(StringComparer.Ordinal);
        var missing = recipe.Pythons.Where(python => !built.Contains(python)).Select(python => Missing(python, output.Run)).ToList();
        if (!output.Run.Succeeded) throw new ReleaseException(ExitCode.Failed, [output.Run.Failure("TR4303"), .. missing]);
        if (wheels.Count == 0 && missing.Count == 0) throw new ReleaseException(new ReleaseError("TR5202", $"{output.Run.Tool} ended well and left no wheel.", $"read {output.Run.LogFile}", output.Run.LogFile, string.Join(" or ", Outputs)));
        return (wheels, missing);
    }

    private static List<WheelFileName> Names(IEnumerable<string> wheels) => [.. wheels.Select(path => WheelFileName.Read(Path.GetFileName(path))).OfType<WheelFileName>()];

    private IReadOnlyList<string> In(string place) => [.. artifacts.In(place).Where(path => path.EndsWith(".whl", StringComparison.Ordinal))];

    private async Task<string> Sources(CancellationToken cancel) => source.FinishedFolder is { } finished
        ? $"finished {string.Join(' ', In(finished).Select(path => Digest.OfStream(artifacts.Open(path))))}"
        : await Digest.OfSources(files, cancel);

    private static ReleaseError Missing(string python, ToolRun run) => new("TR5203", $"the script builds for {python} and there is no such wheel.", $"read {run.LogFile}", run.LogFile, $"a wheel with the tag {python}");

    private static ReleaseError NoScript(WheelRecipe recipe) => new(
        "TR4307", $"{recipe.Folder}/build_whl.sh builds nothing by itself: it is absent, or only defines functions for the project's CI.", "give the wheels that the project's own CI built with --artifacts-from=DIR", recipe.Dockerfile);
}
