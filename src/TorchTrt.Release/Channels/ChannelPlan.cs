using TorchTrt.Release.Pins;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Channels;

/// <summary>What has to be edited so that a build takes PyTorch from a channel, as the cuts of release branches do.</summary>
/// <param name="Evidence">One line: <c>PyTorch from test/cu130 in 6 places</c>; none where the tree names no channel.</param>
public sealed record ChannelPlan(IReadOnlyList<Edit> Edits, IReadOnlyList<string> Evidence)
{
    /// <param name="channel">No place goes back: with nightly all stay, and one that takes released wheels already is left so.</param>
    /// <param name="cuda">CUDA to take the wheels for; null leaves each place its own.</param>
    /// <param name="torch">PyTorch release, for archives that go to the release channel; null when nobody named it.</param>
    public static ChannelPlan Make(Tree tree, Channel channel, PinVersion? cuda, string? torch)
    {
        var inputs = ChannelRegistry.ReadInputs(tree);
        var defined = ChannelRegistry.Defined(tree);
        var moving = inputs.Where(reading => !IsSpareTable(reading)).ToList();
        var edits = moving.SelectMany(reading => reading.Set(Later(reading.Channel, channel), cuda?.Tag ?? reading.Cuda, torch)).ToList();
        var mentions = cuda is null ? [] : ChannelRegistry.ReadMentions(tree).SelectMany(reading => reading.Set(reading.Channel, cuda.Tag, torch));
        var indexed = Indexed(tree, inputs, channel, cuda?.Tag).ToList();
        return new ChannelPlan([.. edits, .. mentions, .. indexed], Proof(moving, indexed.Count, channel, cuda));

        // The table of the index left behind stays when the one gone to has a table of its own; else it becomes that one.
        bool IsSpareTable(ChannelReading reading)
            => reading.Site.Form is ChannelForm.DefinedName or ChannelForm.DefinedAddress
                && defined.Contains((Later(reading.Channel, channel), cuda?.Tag ?? reading.Cuda));
    }

    private static Channel Later(Channel one, Channel other) => one > other ? one : other;

    /// <summary>Requirements that take nightly builds without naming an index, as the CI names it, gain one with their first candidate.</summary>
    private static IEnumerable<Edit> Indexed(Tree tree, IReadOnlyList<ChannelReading> readings, Channel channel, string? cuda)
    {
        if (channel != Channel.Test || (cuda ?? readings.FirstOrDefault(reading => reading.Channel <= channel)?.Cuda) is not { } digits) return [];
        return PinRegistry.Read(tree)
            .Where(pin => pin is { Pin: Pin.Torch or Pin.TorchVision, Form: PinForm.AtLeast or PinForm.Exact } && pin.Value.Contains(".dev", StringComparison.Ordinal))
            .Where(pin => pin.File.Path is ChannelRegistry.RequirementsOfPackage or ChannelRegistry.RequirementsOfTests)
            .Where(pin => !readings.Any(reading => reading.File == pin.File))
            .DistinctBy(pin => pin.File.Path)
            .Select(pin => Insert(pin.File, pin.Span.Start, $"--extra-index-url https://download.pytorch.org/whl/{channel.Segment()}cu{digits}"));
    }

    private static Edit Insert(SourceText file, int position, string line)
    {
        var start = position == 0 ? 0 : file.Text.LastIndexOf('\n', position - 1) + 1;
        var end = file.Text.IndexOf('\n', position);
        var newline = end > 0 && file.Text[end - 1] == '\r' ? "\r\n" : "\n";
        return new Edit(file, new Span(start, 0), line + newline, new Change("insert", file.Where(start), null, line));
    }

    private static IReadOnlyList<string> Proof(IReadOnlyList<ChannelReading> readings, int indexed, Channel channel, PinVersion? cuda)
    {
        var names = readings.Select(reading => $"{Later(reading.Channel, channel).Word()}/cu{cuda?.Tag ?? reading.Cuda}").Distinct().ToList();
        var places = readings.Count + indexed;
        return names.Count == 0 ? [] : [$"PyTorch from {string.Join(", ", names)} in {places} {(places == 1 ? "place" : "places")}"];
    }
}
