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
    /// <exception cref="ReleaseException">TR1021 when there are a thousand and more.</exception>
    public IReadOnlyList<ChannelReading> Read(Tree tree)
        => tree.Open(Path) is { } file
            ? [.. LineSearch.Find(file, Pattern).Where(found => !IsComment(file.Text.AsSpan(found.Line.Start, found.Match.Index - found.Line.Start))).Select(found => Read(file, found.Match))]
            : [];

    private ChannelReading Read(SourceText file, Match match)
        => new(this, file, Place(match.Groups["channel"]), Place(match.Groups["cuda"]), match.Groups["build"] is { Success: true } build ? Place(build) : null);

    private static bool IsComment(ReadOnlySpan<char> before) => before.TrimStart().StartsWith("#", StringComparison.Ordinal);

    private static Span Place(Group group) => new(group.Index, group.Length);
}

/// <summary>A channel as one place names it.</summary>
/// <param name="Word">The channel: <c>nightly</c> or <c>nightly/</c>, empty for the release channel.</param>
/// <param name="Tag">The digits of <c>cu130</c>.</param>
/// <param name="Build">In an archive's address, <c>latest</c> or <c>2.6.0%2Bcu126</c>.</param>
public sealed record ChannelReading(ChannelSite Site, SourceText File, Span Word, Span Tag, Span? Build)
{
    private const string Latest = "latest";

    public Channel Channel => ChannelNames.Read(File.At(Word));

    /// <summary>PyTorch's digits for CUDA 13.0: <c>130</c>.</summary>
    public string Cuda => File.At(Tag);

    /// <summary><c>path:line</c>.</summary>
    public string Where => File.Where(Word.Start);

    /// <summary>
    /// The edits that make it name a channel and a CUDA; none when it does. An archive that has a version is somebody's choice, often with a checksum beside it,
    /// and stays.
    /// </summary>
    /// <param name="torch">PyTorch release that the latest archive becomes in the release channel, <c>2.6.0</c>; null leaves such an archive where it is.</param>
    public IEnumerable<Edit> Set(Channel channel, string cuda, string? torch)
    {
        if (Build is { } build && (File.At(build) != Latest || (channel == Channel.Release && torch is null))) return [];
        Edit?[] edits =
        [
            Edit.Replace(File, Word, Site.Form is ChannelForm.Reference or ChannelForm.DefinedName ? channel.Word() : channel.Segment()),
            Edit.Replace(File, Tag, cuda),
            Build is { } archive && channel == Channel.Release ? Edit.Replace(File, archive, $"{torch}%2Bcu{cuda}") : null,
        ];
        return edits.OfType<Edit>();
    }
}
