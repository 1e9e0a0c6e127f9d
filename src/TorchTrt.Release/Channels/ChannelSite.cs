using System.Text.RegularExpressions;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Channels;

/// <summary>How a place names a channel.</summary>
public enum ChannelForm
{
    /// <summary>The address of a wheel index: <c>https://download.pytorch.org/whl/test/cu130</c>.</summary>
    Address,

    /// <summary>The address of a libtorch archive, which in the release channel has a version for <c>latest</c>.</summary>
    Archive,

    /// <summary>A use of a named index: <c>{ index = "pytorch-test-cu130" }</c>.</summary>
    Reference,

    /// <summary>The name in an index's own table, <c>name = "pytorch-test-cu130"</c>.</summary>
    DefinedName,

    /// <summary>The address in an index's own table, on the line after its name.</summary>
    DefinedAddress,
}

/// <summary>A place that names a channel of PyTorch.</summary>
/// <param name="Path">Relative to the root of the checkout, with '/'.</param>
/// <param name="Pattern">Matched on each line that is no comment; groups <c>channel</c> (may be empty), <c>cuda</c> (digits) and, in archives, <c>build</c>.</param>
public sealed record ChannelSite(string Path, ChannelForm Form, Regex Pattern)
{
    /// <summary>Every naming in this place, in the order of the file. A line with <c>${CHANNEL}</c> is a template and never matched.</summary>
    public IReadOnlyList<ChannelReading> Read(Tree tree)
        => tree.Open(Path) is { } file ? [.. file.Lines().Select(line => (line, text: file.Text.AsMemory(line.Start, line.Length))).Where(line => Counts(line.text.Span)).SelectMany(line => Read(file, line.line))] : [];

    private IEnumerable<ChannelReading> Read(SourceText file, Span line) => Pattern.Matches(file.At(line)).Select(match => new ChannelReading(
        this, file, Place(line, match.Groups["channel"]), Place(line, match.Groups["cuda"]), match.Groups["build"] is { Success: true } build ? Place(line, build) : null));

    private static bool Counts(ReadOnlySpan<char> line) => line.Contains("pytorch", StringComparison.Ordinal) && !line.TrimStart().StartsWith("#", StringComparison.Ordinal);

    private static Span Place(Span line, Group group) => new(line.Start + group.Index, group.Length);
}

/// <summary>A channel as one place names it.</summary>
/// <param name="Word">The channel: <c>nightly</c> or <c>nightly/</c>, empty for the release channel.</param>
/// <param name="Tag">The digits of <c>cu130</c>.</param>
/// <param name="Build">In an archive's address, <c>latest</c> or <c>2.6.0%2Bcu126</c>.</param>
public sealed record ChannelReading(ChannelSite Site, SourceText File, Span Word, Span Tag, Span? Build)
{
    public Channel Channel => ChannelNames.Read(File.At(Word));

    /// <summary>PyTorch's digits for CUDA 13.0: <c>130</c>.</summary>
    public string Cuda => File.At(Tag);

    /// <summary><c>path:line</c>.</summary>
    public string Where => File.Where(Word.Start);

    /// <summary>The edits that make it name a channel and a CUDA; none when it does.</summary>
    /// <param name="torch">PyTorch release that an archive of the release channel is of: <c>2.6.0</c>.</param>
    public IEnumerable<Edit> Set(Channel channel, string cuda, string torch)
    {
        var word = Site.Form is ChannelForm.Reference or ChannelForm.DefinedName ? channel.Word() : channel.Segment();
        var build = channel == Channel.Release ? $"{torch}%2Bcu{cuda}" : "latest";
        Edit?[] edits =
        [
            Edit.Replace(File, Word, word),
            Edit.Replace(File, Tag, cuda),
            Build is { } span ? Edit.Replace(File, span, build) : null,
        ];
        return edits.OfType<Edit>();
    }
}
