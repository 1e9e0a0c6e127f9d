using Octokit;

namespace TorchTrt.Release.GitHub.Tests;

/// <summary>The twin understands GitHub's own client for .NET, whose requests are nobody's here.</summary>
public sealed class OctokitTests(TwinWorld world) : IClassFixture<TwinWorld>
{
    private const string Owner = "pytorch";

    private const string Name = "TensorRT";

    private GitHubClient Client => new(new ProductHeaderValue("test"), world.Api) { Credentials = new Credentials(TwinWorld.Token) };

    [Fact]
    public async Task Its_refs_tags_and_commits_are_those_of_git()
    {
        var git = Client.Git;
        var made = await git.Tag.Create(Owner, Name, new NewTag
        {
            Tag = "v0.1.0", Message = "one", Object = world.Head.Hex, Type = TaggedType.Commit, Tagger = new Committer("Ada", "ada@example.org", DateTimeOffset.UnixEpoch),
        });
        await git.Reference.Create(Owner, Name, new NewReference("refs/tags/v0.1.0", made.Sha));
        await git.Reference.Create(Owner, Name, new NewReference("refs/heads/topic", world.Head.Hex));
        var next = world.Commit("refs/heads/next", "feat: next", ("next.txt", "x\n"));
        world.Git(world.Bare, "update-ref", "refs/heads/next", world.Git(world.Bare, "commit-tree", $"{next}^{{tree}}", "-p", world.Head.Hex, "-m", "feat: next"));

        (await git.Reference.Update(Owner, Name, "heads/topic", new ReferenceUpdate(world.Git(world.Bare, "rev-parse", "refs/heads/next")))).Ref.ShouldBe("refs/heads/topic");
        (await git.Reference.Get(Owner, Name, "tags/v0.1.0")).Object.Type.Value.ShouldBe(TaggedType.Tag);
        (await git.Tag.Get(Owner, Name, made.Sha)).Object.Sha.ShouldBe(world.Head.Hex);
        (await git.Reference.GetAll(Owner, Name)).Select(one => one.Ref).ShouldContain("refs/tags/v0.1.0");
        (await git.Commit.Get(Owner, Name, world.Head.Hex)).Message.ShouldStartWith("feat: begin");
        (await Client.Repository.Commit.Get(Owner, Name, "main")).Sha.ShouldBe(world.Git(world.Bare, "rev-parse", "refs/heads/main"));
        (await Client.Repository.GetAllTags(Owner, Name)).Single(tag => tag.Name == "v0.1.0").Commit.Sha.ShouldBe(world.Head.Hex);
        world.Git(world.Bare, "cat-file", "-t", "refs/tags/v0.1.0").ShouldBe("tag");

        await git.Reference.Delete(Owner, Name, "heads/topic");
        (await Client.Repository.Branch.GetAll(Owner, Name)).Select(branch => branch.Name).ShouldNotContain("topic");
    }

    [Fact]
    public async Task A_ref_is_not_moved_backwards_unless_forced()
    {
        var later = world.Commit("refs/heads/later", "feat: later", ("later.txt", "x\n"));
        await Client.Git.Reference.Create(Owner, Name, new NewReference("refs/heads/forward", later.Hex));

        await Should.ThrowAsync<ApiValidationException>(() => Client.Git.Reference.Update(Owner, Name, "heads/forward", new ReferenceUpdate(world.Head.Hex)));
        (await Client.Git.Reference.Update(Owner, Name, "heads/forward", new ReferenceUpdate(world.Head.Hex, true))).Object.Sha.ShouldBe(world.Head.Hex);
    }

    [Fact]
    public async Task Its_repository_and_branches_with_and_without_protection()
    {
        world.Git(world.Bare, "update-ref", "refs/heads/release/1.1", world.Head.Hex);
        var branches = Client.Repository.Branch;

        (await Client.Repository.Get(Owner, Name)).DefaultBranch.ShouldBe("main");
        (await branches.Get(Owner, Name, "release/1.1")).Commit.Sha.ShouldBe(world.Head.Hex);
        await branches.UpdateBranchProtection(Owner, Name, "release/1.1", new BranchProtectionSettingsUpdate(new BranchProtectionRequiredStatusChecksUpdate(true, ["gate"])));
        (await branches.GetBranchProtection(Owner, Name, "release/1.1")).RequiredStatusChecks.Contexts.ShouldBe(["gate"]);
        (await branches.Get(Owner, Name, "release/1.1")).Protected.ShouldBeTrue();
    }

    [Fact]
    public async Task Its_issues_milestones_labels_and_comments()
    {
        var milestone = await Client.Issue.Milestone.Create(Owner, Name, new NewMilestone("1.1.0") { Description = "Faster." });
        var issue = await Client.Issue.Create(Owner, Name, new NewIssue("It crashes") { Milestone = milestone.Number });

        await Client.Issue.Labels.AddToIssue(Owner, Name, issue.Number, ["bug"]);
        await Client.Issue.Comment.Create(Owner, Name, issue.Number, "seen too");
        await Client.Issue.Milestone.Update(Owner, Name, milestone.Number, new MilestoneUpdate { State = ItemState.Closed });

        var found = await Client.Issue.Get(Owner, Name, issue.Number);
        found.Labels.Select(label => label.Name).ShouldBe(["bug"]);
        found.Milestone.Title.ShouldBe("1.1.0");
        (await Client.Issue.Comment.GetAllForIssue(Owner, Name, issue.Number)).ShouldHaveSingleItem().Body.ShouldBe("seen too");
        (await Client.Issue.Milestone.Get(Owner, Name, milestone.Number)).State.Value.ShouldBe(ItemState.Closed);
        (await world.Forge.Milestones.Find("1.1.0", world.Cancel))!.Items.ShouldHaveSingleItem().Labels.ShouldBe(["bug"]);
    }

    [Fact]
    public async Task Its_checks_statuses_pull_requests_and_releases()
    {
        world.Git(world.Bare, "update-ref", "refs/heads/feature", world.Head.Hex);
        var head = world.Commit("refs/heads/feature", "feat: feature", ("feature.txt", "x\n"));
        await Client.Check.Run.Create(Owner, Name, new NewCheckRun("x86_64", head.Hex) { Status = CheckStatus.Completed, Conclusion = CheckConclusion.Success, StartedAt = DateTimeOffset.UnixEpoch });
        await Client.Repository.Status.Create(Owner, Name, head.Hex, new NewCommitStatus { Context = "aarch64", State = CommitState.Pending });
        var pull = await Client.PullRequest.Create(Owner, Name, new NewPullRequest("feature", "feature", "main"));
        var release = await Client.Repository.Release.Create(Owner, Name, new NewRelease("v0.2.0") { Draft = true, TargetCommitish = head.Hex });
        using var bytes = new MemoryStream([1, 2, 3]);
        await Client.Repository.Release.UploadAsset(release, new ReleaseAssetUpload("a.whl", "application/octet-stream", bytes, null));

        (await Client.Check.Run.GetAllForReference(Owner, Name, "feature")).CheckRuns.ShouldHaveSingleItem().Name.ShouldBe("x86_64");
        (await Client.Repository.Status.GetCombined(Owner, Name, head.Hex)).State.Value.ShouldBe(CommitState.Pending);
        (await Client.PullRequest.Files(Owner, Name, pull.Number)).ShouldHaveSingleItem().FileName.ShouldBe("feature.txt");
        (await Client.PullRequest.Get(Owner, Name, pull.Number)).Mergeable.ShouldBe(true);
        (await Client.PullRequest.Merge(Owner, Name, pull.Number, new MergePullRequest())).Merged.ShouldBeTrue();
        (await Client.Repository.Release.Edit(Owner, Name, release.Id, new ReleaseUpdate { Draft = false })).Assets.ShouldHaveSingleItem().Size.ShouldBe(3);
        (await Client.Repository.Release.Get(Owner, Name, "v0.2.0")).Id.ShouldBe(release.Id);
        (await Client.Repository.Release.GetLatest(Owner, Name)).TagName.ShouldBe("v0.2.0");
        (await Client.RateLimit.GetRateLimits()).Resources.Core.Limit.ShouldBe(5000);
    }
}
