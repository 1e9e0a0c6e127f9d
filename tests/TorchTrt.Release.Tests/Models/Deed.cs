using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.Models;

/// <summary>What somebody may do at any moment of a release.</summary>
internal enum DeedKind
{
    Publish, Plan, Undo, Thaw,
    MergePull, ClosePull, ReopenPull, ReviewerPushes, StrangerRewritesBranch, StrangerDeletesBranch, AdministratorPushes, StrangerOpensPull,
    EditNotes, DeleteAsset, AddAsset, ReplaceAsset, PublishByHand, DeleteDraftByHand, TagMain, EndFreezeByHand, FreezeForAnother, DaysPass,
}

/// <param name="ByFirst">Which of the two managers gives the command; of no meaning for what people do by hand.</param>
/// <param name="Cut">Where the run dies; null: it lives.</param>
internal sealed record Deed(DeedKind Kind, bool ByFirst, PowerCut? Cut)
{
    private static readonly DeedKind[] Kinds = Enum.GetValues<DeedKind>();

    /// <summary>A random deed; as often a command as something done by hand, and a run dies as often as not.</summary>
    public static Deed Draw(Random random)
    {
        var kind = random.Next(2) == 0 ? (DeedKind)random.Next(4) : Kinds[random.Next(4, Kinds.Length)];
        var cut = random.Next(2) == 0 ? new PowerCut(1 + random.Next(10), random.Next(2) == 0) : null;
        return new Deed(kind == DeedKind.Plan || random.Next(3) > 0 ? kind : kind is DeedKind.Undo or DeedKind.Thaw ? DeedKind.Publish : kind, random.Next(4) > 0, kind == DeedKind.Plan ? null : cut);
    }

    public override string ToString() => Kind > DeedKind.Thaw ? $"{Kind}" : $"{(ByFirst ? "first" : "second")} {Kind}{(Cut is null ? "" : $", {Cut}")}";

    /// <summary>Does by hand what people do, where the world lets them.</summary>
    public void Do(SharedWorld world)
    {
        var pull = world.Pulls.LastOrDefault(pull => pull.Head == SharedWorld.BumpBranch);
        var tip = world.Branches.GetValueOrDefault(SharedWorld.BumpBranch);
        switch (Kind)
        {
            case DeedKind.MergePull when pull is { State: PullRequestState.Open }: world.Merge(pull); break;
            case DeedKind.ClosePull when pull is { State: PullRequestState.Open }: world.Replace(pull, pull with { State = PullRequestState.Closed }); break;
            case DeedKind.ReopenPull when pull is { State: PullRequestState.Closed } && tip is not null: world.Replace(pull, pull with { State = PullRequestState.Open, HeadCommit = tip }); break;
            case DeedKind.ReviewerPushes when tip is not null: world.Push(SharedWorld.BumpBranch, world.Commit([tip], "docs: a word of the reviewer")); break;
            case DeedKind.StrangerRewritesBranch: world.Push(SharedWorld.BumpBranch, world.Commit([world.Branches[SharedWorld.Main]], "feat: something else")); break;
            case DeedKind.StrangerDeletesBranch: world.DeleteBranch(SharedWorld.BumpBranch); break;
            case DeedKind.AdministratorPushes: world.Push(SharedWorld.Main, world.Commit([world.Branches[SharedWorld.Main]], "fix: at the last minute")); break;
            case DeedKind.StrangerOpensPull when !world.Branches.ContainsKey("feature"):
                world.Branches["feature"] = world.Commit([world.Branches[SharedWorld.Main]], "feat: mine");
                world.Open("feat: mine", "feature", "stranger");
                break;
            case DeedKind.EditNotes when world.Release is { IsDraft: true } draft: world.Release = draft with { Body = "better words" }; break;
            case DeedKind.DeleteAsset when world.Release is { IsDraft: true, Assets.Count: > 0 } draft: world.Release = draft with { Assets = [.. draft.Assets.Skip(1)] }; break;
            case DeedKind.AddAsset when world.Release is { IsDraft: true } draft && draft.Assets.All(asset => asset.Name != "mine.zip"):
                world.Release = draft with { Assets = [.. draft.Assets, new ReleaseAsset(99, "mine.zip", 3, $"sha256:{new string('9', 64)}", true, "https://forge/asset")] };
                break;
            case DeedKind.ReplaceAsset when world.Release is { IsDraft: true, Assets.Count: > 0 } draft:
                world.Release = draft with { Assets = [draft.Assets[0] with { Digest = $"sha256:{new string('8', 64)}" }, .. draft.Assets.Skip(1)] };
                break;
            case DeedKind.PublishByHand when world.Release is { IsDraft: true } draft && world.Tags.ContainsKey(SharedWorld.Tag): world.Release = draft with { IsDraft = false }; break;
            case DeedKind.DeleteDraftByHand when world.Release is { IsDraft: true }: world.Release = null; break;
            case DeedKind.TagMain: world.Tags.TryAdd(SharedWorld.Tag, world.Branches[SharedWorld.Main]); break;
            case DeedKind.EndFreezeByHand: world.Lease = null; break;
            case DeedKind.FreezeForAnother when world.Lease is null:
                world.Lease = new FreezeLease(2, SharedWorld.Main, FreezeMeans.Ruleset, "1.0.9", "somebody", world.Now.AddDays(2));
                break;
            case DeedKind.DaysPass: world.Now = world.Now.AddDays(4); break;
        }
    }
}
