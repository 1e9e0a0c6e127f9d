using Build.Adapters.Programs;
using Build.CommandLine;
using Build.Output;

namespace Build.Desk;

/// <summary>
/// The token for the forge: from the environment at the moment of use, or what GitHub's own program keeps (<c>gh auth token</c>), asked once. It is hidden
/// in everything that is printed from the moment it is known, and never stands in an argument.
/// </summary>
public sealed class ForgeToken(ReleaseRequest request, Screen screen)
{
    private string? kept;
    private bool wasAsked;

    /// <summary>Where a token comes from, for people.</summary>
    public const string Advice = "set GITHUB_TOKEN, or log in with gh auth login";

    /// <summary>Null when there is none.</summary>
    public string? Read() => Options.GitHubToken.Read(Environment.GetEnvironmentVariable) ?? Kept();

    private string? Kept()
    {
        if (wasAsked) return kept;
        wasAsked = true;
        if (ProgramPath.Find("gh") is not { } gh) return null;
        var call = new ProgramCall(gh, "auth", "token", "--hostname", Host(request.Forge)) { Inherited = ProgramEnvironment.ForSigning() };
        var said = new ProgramRunner().Run(call, CancellationToken.None).GetAwaiter().GetResult();
        if (!said.Succeeded || said.Output.Trim() is not { Length: > 0 } token) return null;
        screen.Redactor.Add(token);
        Redactor.OfThisProcess.Add(token);
        return kept = token;
    }

    /// <summary>The forge's own name, as people log in to it.</summary>
    private static string Host(Uri api) => api.Host.StartsWith("api.", StringComparison.Ordinal) ? api.Host["api.".Length..] : api.Host;
}
