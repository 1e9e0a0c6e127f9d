namespace TorchTrt.Release.Steps;

/// <summary>Who asks.</summary>
public enum TokenKind
{
    None,

    /// <summary>A personal token of the old kind, or an OAuth app's: the forge says its scopes with every reply.</summary>
    Classic,

    /// <summary>A fine-grained token, an app's, or a workflow's own: it does not say what it may write.</summary>
    FineGrained,
}

/// <summary>What reading alone shows of the rights on a repository.</summary>
/// <param name="Scopes">Of a classic token; empty for all others.</param>
/// <param name="IsPrivate">Whether the repository is.</param>
/// <param name="Role">The most that the repository grants: <c>admin</c>, <c>maintain</c>, <c>push</c>, <c>triage</c>, <c>pull</c>; null when it is not seen.</param>
/// <param name="Readable">Areas that were read without being refused.</param>
/// <param name="DefaultBranch">The repository's.</param>
public sealed record ForgeAccess(TokenKind Kind, IReadOnlySet<string> Scopes, bool IsPrivate, string? Role, IReadOnlySet<ForgeArea> Readable, string DefaultBranch);

/// <summary>Areas of a repository that have a permission of their own, in GitHub's words for fine-grained tokens.</summary>
public enum ForgeArea
{
    Contents,
    PullRequests,
    Issues,
    Checks,
    CommitStatuses,
    Actions,
    Administration,
}

public enum AccessVerdict
{
    Have,
    Lack,

    /// <summary>Reading cannot tell.</summary>
    CannotTell,
}

/// <param name="Stage">Targets that need it.</param>
/// <param name="Needs">The permission, in words of fine-grained tokens.</param>
/// <param name="Next">What to do; null where it is there.</param>
public sealed record StageAccess(string Stage, string Needs, AccessVerdict Verdict, string? Next);

/// <summary>What each stage of a release asks of the token (https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens).</summary>
public static class StageAccesses
{
    private static readonly IReadOnlyList<Need> All =
    [
        new("every stage: the lock", ForgeArea.Contents, Hand.Writes),
        new("Freeze, Thaw", ForgeArea.Administration, Hand.Writes),
        new("Freeze: pull requests that hold it up", ForgeArea.PullRequests, Hand.Reads),
        new("Freeze --freeze-comment", ForgeArea.PullRequests, Hand.Writes),
        new("ReleaseTesting", ForgeArea.Checks, Hand.Reads),
        new("ReleaseTesting", ForgeArea.CommitStatuses, Hand.Reads),
        new("ReleaseTesting --rerun-failed", ForgeArea.Actions, Hand.Writes),
        new("VersionBumpPr", ForgeArea.PullRequests, Hand.Writes),
        new("GitHubRelease: milestone", ForgeArea.Issues, Hand.Reads),
        new("GitHubRelease, Verify", ForgeArea.Contents, Hand.Writes),
        new("Undo", ForgeArea.Contents, Hand.Writes),
    ];

    public static IReadOnlyList<StageAccess> Of(ForgeAccess access) => [.. All.Select(need => Judge(need, access))];

    private static StageAccess Judge(Need need, ForgeAccess access)
    {
        var (verdict, next) = need.Hand == Hand.Reads ? Reading(need, access) : Writing(need, access);
        return new StageAccess(need.Stage, need.ToString(), verdict, next);
    }

    private static (AccessVerdict, string?) Reading(Need need, ForgeAccess access) => access.Readable.Contains(need.Area) ? (AccessVerdict.Have, null)
        : access.Kind == TokenKind.None ? (AccessVerdict.Lack, "give a token that may see the repository")
        : (AccessVerdict.Lack, $"give the token {need}");

    private static (AccessVerdict, string?) Writing(Need need, ForgeAccess access)
    {
        if (access.Kind == TokenKind.None) return (AccessVerdict.Lack, "give a token");
        if (Missing(need, access.Role) is { } role) return (AccessVerdict.Lack, $"have somebody grant the role {role} on the repository");
        if (access.Kind == TokenKind.FineGrained)
            return access.Readable.Contains(need.Area) ? (AccessVerdict.CannotTell, $"see on the token's page that it has {need}") : (AccessVerdict.Lack, $"give the token {need}");
        var isEnough = access.Scopes.Contains("repo") || (!access.IsPrivate && access.Scopes.Contains("public_repo"));
        return isEnough ? (AccessVerdict.Have, null) : (AccessVerdict.Lack, $"give the token the scope {(access.IsPrivate ? "repo" : "repo or public_repo")}");
    }

    /// <summary>The role that is needed and not there.</summary>
    private static string? Missing(Need need, string? role)
    {
        string[] enough = need.Area == ForgeArea.Administration ? ["admin"] : ["admin", "maintain", "push"];
        return enough.Contains(role) ? null : need.Area == ForgeArea.Administration ? "admin" : "write";
    }

    private enum Hand
    {
        Reads,
        Writes,
    }

    private sealed record Need(string Stage, ForgeArea Area, Hand Hand)
    {
        public override string ToString() => $"{Area switch
        {
            ForgeArea.PullRequests => "Pull requests",
            ForgeArea.CommitStatuses => "Commit statuses",
            var area => area.ToString(),
        }}: {(Hand == Hand.Reads ? "read" : "write")}";
    }
}
