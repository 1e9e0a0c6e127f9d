using System.Text;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Wheels;

/// <summary>
/// The image that builds wheels. Its tag is the same for every checkout of this machine, so a label says what it was made from, and an image made from
/// anything else does not count.
/// </summary>
public sealed class WheelImage(IWorkspace files, IContainerEngine engine, string? baseImage)
{
    /// <summary>The tag that the release process gives it.</summary>
    public const string Tag = "build_torch_tensorrt_wheel";

    private const string Label = "torch-tensorrt-release.made-from";

    /// <summary>The image on this machine, if it was made from this recipe on this base; else null.</summary>
    public async Task<ContainerImage?> Made(WheelRecipe recipe, CancellationToken cancel)
        => await engine.Image(Tag, cancel) is { } image && image.Labels.GetValueOrDefault(Label) == await MadeFrom(recipe, cancel) ? image : null;

    /// <summary>The image it starts from; null when the Dockerfile names none.</summary>
    public string? Base(WheelRecipe recipe) => WheelRecipe.BaseImage(Text(recipe), baseImage) is { Length: > 0 } name ? name : null;

    public async Task<ImageBuild> Plan(WheelRecipe recipe, CancellationToken cancel)
    {
        var arguments = Arguments(recipe);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Label] = await MadeFrom(recipe, cancel) };
        // A tag may lead elsewhere tomorrow: what was pulled is built from by its digest.
        var from = Base(recipe) is { } name ? await engine.Image(name, cancel) : null;
        return new ImageBuild(Tag, recipe.Folder, recipe.Dockerfile, arguments, labels) { Text = from?.Digests is [var digest, ..] ? WheelRecipe.Pinned(Text(recipe), digest) : recipe.Text };
    }

    /// <summary>The Dockerfile is what decides, and the rest of its folder where it copies from it.</summary>
    private async Task<string> MadeFrom(WheelRecipe recipe, CancellationToken cancel)
    {
        var text = Text(recipe);
        var digest = text.Split('\n').Any(Copies)
            ? await Digest.OfTree(files, path => path.StartsWith($"{recipe.Folder}/", StringComparison.Ordinal), cancel)
            : Digest.Of(Encoding.UTF8.GetBytes(text));
        var name = Base(recipe) ?? "";
        var given = string.Concat(Arguments(recipe).Where(pair => pair.Key != WheelRecipe.BaseImageArgument).Select(pair => $" with {pair.Key}={pair.Value}"));
        return $"{digest}{given} on {name} {(await engine.Image(name, cancel))?.Id}".TrimEnd();
    }

    /// <summary>What the Dockerfile asks to be told and this program knows: another base image, and from v1.2.0 to v2.3.0 the TensorRT that it installs.</summary>
    private SortedDictionary<string, string> Arguments(WheelRecipe recipe)
    {
        var arguments = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (baseImage is not null && WheelRecipe.Takes(Text(recipe), WheelRecipe.BaseImageArgument)) arguments.Add(WheelRecipe.BaseImageArgument, baseImage);
        if (WheelRecipe.Takes(Text(recipe), WheelRecipe.TensorRtArgument) && PinnedText.Of(files).TensorRt is { } version) arguments.Add(WheelRecipe.TensorRtArgument, version);
        return arguments;
    }

    private static bool Copies(string line) => line.TrimStart().StartsWith("COPY ", StringComparison.OrdinalIgnoreCase) || line.TrimStart().StartsWith("ADD ", StringComparison.OrdinalIgnoreCase);

    private string Text(WheelRecipe recipe) => recipe.Text ?? Encoding.UTF8.GetString(files.Read(recipe.Dockerfile) ?? []);
}
