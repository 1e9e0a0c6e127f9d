using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Steps;

/// <summary>Checklist step 6: <c>docker build -t build_torch_tensorrt_wheel .</c> in py/. A label on the image says what it was made from.</summary>
public sealed class WheelContainerStep(IWorkspace files, IContainerEngine engine, ReleaseTarget target, ArtifactSource source) : IStep
{
    private readonly WheelImage image = new(files, engine, source.BaseImage);

    public string Name => "WheelContainer";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        if (source.FinishedFolder is not null) return new NotApplicable("finished wheels are taken from --artifacts-from");
        if (Recipe() is not { } recipe) return new Unable(NoRecipe());
        // Its base image has gigabytes: not for a script that builds nothing in it.
        if (recipe.Build is null) return new Unable(NoScript(recipe));
        if (await engine.Unable(cancel) is { } reason) return new Unable(reason);
        if (await image.Made(recipe, cancel) is { } made) return new Done($"{WheelImage.Tag} is {made.Id}, made from {recipe.Dockerfile}");
        if (image.Base(recipe) is not { } from) return new Blocked([NoBase(recipe)]);
        if (await engine.Image(from, cancel) is null && await engine.Unobtainable(from, cancel) is { } missing) return new Unable(missing);
        var before = await engine.Image(WheelImage.Tag, cancel);
        return new Pending([new Change("build image", WheelImage.Tag, before?.Id, $"{recipe.Dockerfile} on {from}")]);
    }

    /// <exception cref="ReleaseException">TR4302 the build failed, TR4312 the base image could not be pulled.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var recipe = Recipe() ?? throw new InvalidOperationException("The observation found a recipe.");
        // Pulled before it is built from, so that its digest is known.
        if (image.Base(recipe) is { } from && await engine.Image(from, cancel) is null && await engine.Pull(from, cancel) is { Succeeded: false } pull) throw new ReleaseException(pull.Failure("TR4312"));
        var run = await engine.Build(await image.Plan(recipe, cancel), cancel);
        if (!run.Succeeded) throw new ReleaseException(run.Failure("TR4302"));
    }

    private WheelRecipe? Recipe() => WheelRecipe.Find(files, source.WheelsHere(files, target.Version) is [var first, ..] ? first : null);

    internal static ReleaseError NoRecipe() => new(
        "TR4304", "this checkout has no container for its wheels.", "give the wheels that the project's own CI built with --artifacts-from=DIR", Expected: $"py/Dockerfile, py/ci/Dockerfile.ci or {WorkflowScript.PreScript}");

    internal static ReleaseError NoScript(WheelRecipe recipe) => new(
        "TR4307", $"{recipe.Folder}/build_whl.sh builds nothing by itself: it is absent, broken, or only defines functions for the project's CI.", "give the wheels that the project's own CI built with --artifacts-from=DIR", recipe.Dockerfile);

    private static ReleaseError NoBase(WheelRecipe recipe) => new("TR4305", "the Dockerfile names no base image.", "name one with --base-image", recipe.Dockerfile, "a line FROM image");
}
