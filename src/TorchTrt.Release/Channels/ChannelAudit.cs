using System.Text.RegularExpressions;
using TorchTrt.Release.Audit;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Channels;

/// <summary>Where the package indexes of a tree contradict each other or invite a stranger's package.</summary>
public static partial class ChannelAudit
{
    /// <summary>Everything of that kind, in the order of the registry.</summary>
    public static IReadOnlyList<Finding> Run(Tree tree)
    {
        var inputs = ChannelRegistry.ReadInputs(tree);
        return [.. WrongChannel(tree, inputs), .. WrongCuda(tree, inputs), .. Extra(tree)];
    }

    /// <summary>TR1070: the requirements ask for released PyTorch and a build input takes nightly ones, or the other way round.</summary>
    private static IEnumerable<Finding> WrongChannel(Tree tree, IReadOnlyList<ChannelReading> inputs)
    {
        if (Requirement(tree) is not { } requirement) return [];
        var isNightly = requirement.Value.Contains("dev", StringComparison.Ordinal);
        return inputs.Where(reading => (reading.Channel == Channel.Nightly) != isNightly && reading.Site.Form != ChannelForm.DefinedAddress).Select(reading => new Finding(
            "TR1070", reading.Where, isNightly ? $"nightly, as {requirement.Where} asks for {requirement.Value}" : $"test or release, as {requirement.Where} asks for {requirement.Value}",
            reading.Channel.Word(), isNightly ? "set it back to nightly" : "./build.sh --target=Cut"));
    }

    /// <summary>TR1071: an index is of another CUDA than the first build input's.</summary>
    private static IEnumerable<Finding> WrongCuda(Tree tree, IReadOnlyList<ChannelReading> inputs)
    {
        if (inputs.Count == 0) return [];
        var first = inputs[0];
        return inputs.Concat(ChannelRegistry.ReadMentions(tree))
            .Where(reading => reading.Cuda != first.Cuda)
            .Select(reading => new Finding("TR1071", reading.Where, $"cu{first.Cuda} as in {first.Where}", $"cu{reading.Cuda}", "./build.sh --target=Bump --cuda=VERSION, or set it by hand"));
    }

    /// <summary>
    /// TR1072: pip takes the highest version of a name from any index it is given, so a second index lets a stranger's package in
    /// (https://pytorch.org/blog/compromised-nightly-dependency, December 2022).
    /// </summary>
    private static IEnumerable<Finding> Extra(Tree tree)
        => ChannelRegistry.Inputs.Select(site => site.Path).Distinct().Select(tree.Open).OfType<SourceText>().SelectMany(file => file.Lines()
            .Where(line => !file.Text.AsSpan(line.Start, line.Length).TrimStart().StartsWith("#", StringComparison.Ordinal))
            .SelectMany(line => ExtraIndex().Matches(file.At(line)).Select(match => new Finding(
                "TR1072", file.Where(line.Start), "one --index-url, or hashes", match.Value, "name the index with --index-url and mirror what else is needed there, or pin with --hash"))));

    private static PinReading? Requirement(Tree tree)
        => PinRegistry.Read(tree).FirstOrDefault(pin => pin is { Pin: Pin.Torch, Form: PinForm.AtLeast or PinForm.Exact } && pin.File.Path != "README.md");

    [GeneratedRegex("--extra-index-url[ =][^\\s\"]+", RegexOptions.CultureInvariant)]
    private static partial Regex ExtraIndex();
}
