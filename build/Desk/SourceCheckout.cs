using Build.Adapters.Git;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>The checkout the user named, or the sample; read only.</summary>
/// <param name="Path">Absolute path of its root.</param>
/// <param name="Head">HEAD.</param>
/// <param name="Branch">The branch it is on, or the one given with <c>--branch</c>.</param>
/// <param name="Tags">Tags as somebody at HEAD knows them.</param>
/// <param name="Seed">What the twin is told of the sample's forge; null for a user's checkout.</param>
public sealed record SourceCheckout(
    string Path, GitHistory History, GitCheckout Files, GitWriter Writer, Commit Head, string Branch, TagHistory Tags, string? Remote, string? Seed, bool IsSample);
