using System.Text;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Steps;

/// <summary>Checklist step 6: <c>docker build -t build_torch_tensorrt_wheel .</c> in py/. A label on the image says what it was made from.</summary>
/// <param name="baseImage">Base image instead of the Dockerfile's own; null for that.</param>
public sealed class WheelContainerStep(IWorkspace files, IContainerEngine engine, ArtifactSource source, string? baseImage) : IStep
{
    private const string Label = "torch-tensorrt-release.made-from";

    public string Name => "WheelContainer";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        if (source.FinishedFolder is not null) return new NotApplicable("finished wheels are taken from --artifacts-from");
        if (WheelRecipe.Find(files) is not { } recipe) return new Unable(NoRecipe());
        if (await engine.Unable(cancel) is { } reason) return new Unable(reason);
        var wanted = await MadeFrom(recipe, cancel);
        var image = await engine.Image(WheelRecipe.Image, cancel);
        if (image?.Labels.GetValueOrDefault(Label) == wanted) return new Done($"{WheelRecipe.Image} is {image.Id}, made from {recipe.Dockerfile}");
        if (WheelRecipe.BaseImage(Text(recipe), baseImage) is not { Length: > 0 } from) return new Blocked([NoBase(recipe)]);
        if (await engine.Image(from, cancel) is null && await engine.Unobtainable(from, cancel) is { } missing) return new Unable(missing);
        return new Pending([new Change("build image", WheelRecipe.Image, image?.Id, $"{recipe.Dockerfile} on {from}")]);
    }

    /// <exception cref="ReleaseException">TR4302 the build failed.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var recipe = WheelRecipe.Find(files) ?? throw new InvalidOperationException("The observation found a recipe.");
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        if (baseImage is not null && WheelRecipe.TakesBaseImage(Text(recipe))) arguments.Add(WheelRecipe.BaseImageArgument, baseImage);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Label] = await MadeFrom(recipe, cancel) };
        var run = await engine.Build(new ImageBuild(WheelRecipe.Image, recipe.Folder, recipe.Dockerfile, arguments, labels), cancel);
        if (!run.Succeeded) throw new ReleaseException(run.Failure("TR4302"));
    }

    /// <summary>The Dockerfile is what decides; everything else of the context is used only where it copies it in.</summary>
    private async Task<string> MadeFrom(WheelRecipe recipe, CancellationToken cancel)
    {
        var text = Text(recipe);
        var copies = text.Split('\n').Any(line => line.TrimStart().StartsWith("COPY ", StringComparison.OrdinalIgnoreCase) || line.TrimStart().StartsWith("ADD ", StringComparison.OrdinalIgnoreCase));
        var digest = copies ? await Digest.OfTree(files, path => path.StartsWith($"{recipe.Folder}/", StringComparison.Ordinal), cancel) : Digest.Of(Encoding.UTF8.GetBytes(text));
        var from = WheelRecipe.BaseImage(text, baseImage) ?? "";
        return $"{digest} on {from} {(await engine.Image(from, cancel))?.Id}".TrimEnd();
    }

    private string Text(WheelRecipe recipe) => Encoding.UTF8.GetString(files.Read(recipe.Dockerfile) ?? []);

    internal static ReleaseError NoRecipe() => new(
        "TR4304", "this checkout has no container for its wheels.", "give the wheels that the project's own CI built with --artifacts-from=DIR", Expected: "py/Dockerfile or py/ci/Dockerfile.ci");

    private static ReleaseError NoBase(WheelRecipe recipe) => new("TR4305", "the Dockerfile names no base image.", "name one with --base-image", recipe.Dockerfile, "a line FROM image");
}
