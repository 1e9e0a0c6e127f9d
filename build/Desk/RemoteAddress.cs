using System.Text.RegularExpressions;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>Owner and name in the address of a git remote.</summary>
public static partial class RemoteAddress
{
    /// <summary>Reads <c>https://host/owner/name(.git)</c>, <c>ssh://git@host/owner/name</c> and <c>git@host:owner/name</c>; null for anything else, such as a path.</summary>
    public static RepositoryName? Repository(string? remote)
        => remote is null ? null : Plain(remote) ?? (Address().Match(remote) is { Success: true } match ? new RepositoryName(match.Groups["owner"].Value, match.Groups["name"].Value) : null);

    /// <summary>The usual form, read without a regular expression, which takes longer to prepare than a short run lasts.</summary>
    private static RepositoryName? Plain(string remote)
        => remote.StartsWith("https://", StringComparison.Ordinal) && remote["https://".Length..].Split('/') is [var host, var owner, var name] && IsPlain(host) && IsPlain(owner) && IsPlain(name)
            ? new RepositoryName(owner, name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name)
            : null;

    private static bool IsPlain(string part)
    {
        foreach (var c in part)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) return false;
        return part.Length > 4;
    }

    [GeneratedRegex(@"^(?:(?:https?|ssh|git)://(?:[^@/]+@)?[^/]+/|[^@/]+@[^:/]+:)(?<owner>[\w.-]+)/(?<name>[\w.-]+?)(?:\.git)?/?$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
