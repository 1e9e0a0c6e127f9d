using System.Text.RegularExpressions;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>Owner and name in the address of a git remote.</summary>
public static partial class RemoteAddress
{
    /// <summary>Reads <c>https://host/owner/name(.git)</c>, <c>ssh://git@host/owner/name</c> and <c>git@host:owner/name</c>; null for anything else, such as a path.</summary>
    public static RepositoryName? Repository(string? remote)
        => remote is not null && Address().Match(remote) is { Success: true } match ? new RepositoryName(match.Groups["owner"].Value, match.Groups["name"].Value) : null;

    [GeneratedRegex(@"^(?:(?:https?|ssh|git)://(?:[^@/]+@)?[^/]+/|[^@/]+@[^:/]+:)(?<owner>[\w.-]+)/(?<name>[\w.-]+?)(?:\.git)?/?$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
