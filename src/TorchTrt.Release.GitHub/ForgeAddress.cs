using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub;

/// <summary>Where the forge answers.</summary>
/// <param name="Api">Base address of the REST API, for example <c>https://api.github.com/</c>.</param>
public sealed record ForgeAddress(Uri Api, RepositoryName Repository)
{
    /// <summary>GitHub itself.</summary>
    public static Uri GitHub { get; } = new("https://api.github.com/");

    /// <summary>Pause between two changes: GitHub asks for a second; nobody minds on this machine.</summary>
    public TimeSpan Pause { get; init; } = Api.IsLoopback ? TimeSpan.Zero : TimeSpan.FromSeconds(1);

    /// <summary>How long the forge, or a transfer from or to it, may be silent before the request counts as lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);
}
