using Build.Adapters.Git;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>The checkout the user named, or the sample; read only.</summary>
/// <param name="Path">Absolute path of its root.</param>
/// <param name="Head">HEAD.</param>
/// <param name="Branch">The branch it is on, or the one given with <c>--branch</c>.</param>
/// <param name="AllTags">Tags as somebody at HEAD knows them, read by the first who asks.</param>
/// <param name="Seed">What the twin is told of the sample's forge; null for a user's checkout.</param>
public sealed record SourceCheckout(
    string Path, GitHistory History, GitPatches Patches, GitCheckout Files, GitWriter Writer, Commit Head, string Branch, Lazy<TagHistory> AllTags, string? Remote, string? Seed, bool IsSample)
{
    public TagHistory Tags => AllTags.Value;

    /// <summary>Owner and name on the forge, read from <c>origin</c>; the project's own where that says nothing.</summary>
    public RepositoryName Repository => RepositoryOf(Remote);

    /// <summary>Address of the repository for people's links.</summary>
    public string RepositoryUrl => UrlOf(Remote);

    /// <summary>Address of the repository whose remote is that.</summary>
    public static string UrlOf(string? remote) => $"https://github.com/{RepositoryOf(remote)}";

    private static RepositoryName RepositoryOf(string? remote) => RemoteAddress.Repository(remote) ?? new RepositoryName("pytorch", "TensorRT");
}
