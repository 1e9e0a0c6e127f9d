using TorchTrt.Release.Audit;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>Checklist step 6: the merged version-bump commit is tagged. What the tag would ship is audited first; a tag is never moved.</summary>
public sealed class TagStep(IForge forge, IGit git, IWorkspace workspace, ReleaseTarget target) : IStep
{
    private string Tag => target.Version.Tag();

    public string Name => "Tag";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var tagged = await forge.Refs.Tag(Tag, cancel);
        var merged = (await forge.Pulls.From(target.Version.BumpBranch(), cancel))?.MergeCommit;
        if (tagged is not null && tagged != merged)
            return new Blocked([new ReleaseError(
                "TR2301", $"tag {Tag} exists at {tagged.Short}, and the version-bump PR was merged as {merged?.Short ?? "nothing yet"}.", "a tag is never moved: choose another --version", Tag, merged?.Short ?? "no such tag")]);
        if (tagged is null)
            return new Pending([new Change("tag", Tag, null, "the merge commit of the version-bump PR", Reach.Irreversible)]);
        return await git.Ref("HEAD", cancel) == tagged
            ? new Done($"{Tag} is at {tagged.Hex}")
            : new Pending([new Change("check out", workspace.Root, (await git.Ref("HEAD", cancel))?.Short, tagged.Short)]);
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var merged = (await forge.Pulls.From(target.Version.BumpBranch(), cancel))?.MergeCommit ?? throw NotMerged();
        await git.Fetch(cancel);
        await git.CheckOut(merged, cancel);
        AuditTree();
        if (await forge.Refs.Tag(Tag, cancel) is null) await git.PushTag(Tag, merged, $"Torch-TensorRT {target.Version}", cancel);
    }

    /// <summary>What the tag would ship leads to one version everywhere, or nothing is tagged: v2.7.0 and v2.8.0 shipped macros of 2.6.0.</summary>
    private void AuditTree()
    {
        var wrong = Auditor.Run(workspace, target.Version).Where(finding => finding.Code == "TR1030").Select(finding => new ReleaseError(
            finding.Code, $"{finding.Found} would be tagged as {Tag}.", "merge a repair into the branch, then give the same command again", finding.Where, finding.Expected)).ToList();
        if (wrong.Count > 0) throw new ReleaseException(ExitCode.Blocked, wrong);
    }

    private ReleaseException NotMerged() => new(
        ExitCode.Waiting, [new ReleaseError("TR2302", $"the version-bump PR from {target.Version.BumpBranch()} is not merged.", "merge it, then give the same command again")]);
}
