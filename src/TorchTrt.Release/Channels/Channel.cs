namespace TorchTrt.Release.Channels;

/// <summary>Where PyTorch publishes what Torch-TensorRT is built on, in the order a release passes through: https://download.pytorch.org/whl/.</summary>
public enum Channel
{
    /// <summary>Nightly builds, <c>2.14.0.dev20260615</c>: main is built on these.</summary>
    Nightly,

    /// <summary>Release candidates: a release branch is built on these from its cut on.</summary>
    Test,

    /// <summary>What has been released.</summary>
    Release,
}

/// <summary>The channels as they are written.</summary>
public static class ChannelNames
{
    /// <summary>In the name of an index: <c>pytorch-nightly-cu130</c>.</summary>
    public static string Word(this Channel channel) => channel switch
    {
        Channel.Nightly => "nightly",
        Channel.Test => "test",
        _ => "release",
    };

    /// <summary>In an address, with its slash; released wheels have none: <c>whl/nightly/cu130</c>, <c>whl/test/cu130</c>, <c>whl/cu130</c>.</summary>
    public static string Segment(this Channel channel) => channel == Channel.Release ? "" : $"{channel.Word()}/";

    /// <summary>Reads a word or a segment.</summary>
    internal static Channel Read(string text) => text.TrimEnd('/') switch
    {
        "nightly" => Channel.Nightly,
        "test" => Channel.Test,
        _ => Channel.Release,
    };
}
