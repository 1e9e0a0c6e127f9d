using TorchTrt.Release.Channels;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>The bumps of a release's life.</summary>
public enum BumpKind
{
    /// <summary>The version that is released, or a candidate of it: every place says it, the docs gain a link.</summary>
    Release,

    /// <summary>Main goes on to the next version: <c>2.14.0a0</c>, and to that PyTorch's nightly builds where the series are the same.</summary>
    Development,

    /// <summary>A release branch is cut: PyTorch's release instead of its nightly builds, from the channel of the candidates.</summary>
    Cut,
}

/// <summary>What is done with a place that an earlier bump forgot.</summary>
public enum Stragglers
{
    /// <summary>It stops the bump: what it says is neither the tree's version nor the new one, so nobody knows what it means.</summary>
    Stop,

    /// <summary>It is brought along.</summary>
    CatchUp,
}

/// <summary>A bump that is asked for.</summary>
/// <param name="Version">Release: the version or candidate. Development: the next one, as <c>X.Y.Za0</c>. Cut: the release the branch is for.</param>
/// <param name="Pins">Dependency versions that were given.</param>
/// <param name="Channel">Of a cut: where PyTorch comes from.</param>
public sealed record BumpRequest(
    BumpKind Kind, ReleaseVersion Version, PinRequest Pins, Channel Channel = Channel.Test, Stragglers Stragglers = Stragglers.Stop);
