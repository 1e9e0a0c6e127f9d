using System.Text;
using Build.CommandLine;
using TorchTrt.Release.GitHub;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>What the token may do on the forge, stage by stage, and whether the branch is frozen. Only reads, and only where <c>--github</c> names a repository.</summary>
public sealed class AccessReport(ReleaseRequest request, ForgeToken token, ILedger ledger, TimeProvider time)
{
    /// <summary>Null where no repository is named.</summary>
    public async Task<IReadOnlyList<StageAccess>?> Look(CancellationToken cancel)
    {
        if (request.GitHub is not { } repository) return null;
        using var forge = GitHubForge.Connect(new ForgeAddress(request.Forge, repository), token.Read, time);
        var access = await forge.Access(request.Branch ?? "HEAD", cancel);
        if ((await forge.Freezes.Look(request.Branch ?? access.DefaultBranch, cancel)).Lease is { } lease) ledger.Line(lease.Overdue(time.GetUtcNow()) ?? lease.ToString());
        return StageAccesses.Of(access);
    }

    public static string Text(IReadOnlyList<StageAccess>? stages)
    {
        if (stages is null) return "What the token may do was not looked at: name the repository with --github=OWNER/REPO.\n";
        var (stage, needs) = (stages.Max(one => one.Stage.Length), stages.Max(one => one.Needs.Length));
        var text = new StringBuilder("\n");
        foreach (var one in stages) text.Append($"{one.Stage.PadRight(stage)}  {one.Needs.PadRight(needs)}  {Word(one.Verdict)}{(one.Next is null ? "" : $": {one.Next}")}\n");
        if (stages.Any(one => one.Verdict == AccessVerdict.Lack)) text.Append($"A token comes from the environment or from GitHub's program: {ForgeToken.Advice}.\n");
        return text.ToString();
    }

    private static string Word(AccessVerdict verdict) => verdict switch
    {
        AccessVerdict.Have => "have",
        AccessVerdict.Lack => "lack",
        _ => "cannot be seen by reading",
    };
}
