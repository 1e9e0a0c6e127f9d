using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub.Tests;

/// <summary>What a token may do is found out by reading alone.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private readonly TwinWorld world = new();

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_classic_token_of_an_administrator_has_everything()
        => (await Stages()).ShouldAllBe(stage => stage.Verdict == AccessVerdict.Have);

    [Fact]
    public async Task A_classic_token_of_a_public_repository_needs_less()
    {
        await world.With(options => options with { Scopes = "gist, public_repo" });

        (await Stages()).ShouldAllBe(stage => stage.Verdict == AccessVerdict.Have);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_told_it()
    {
        await world.With(options => options with { Scopes = "gist" });

        Of(await Stages(), "VersionBumpPr").ShouldBe(new StageAccess("VersionBumpPr", "Pull requests: write", AccessVerdict.Lack, "give the token the scope repo or public_repo"));
        Of(await Stages(), "ReleaseTesting").Verdict.ShouldBe(AccessVerdict.Have);
    }

    [Fact]
    public async Task Who_may_push_but_not_administer_cannot_freeze()
    {
        await world.With(options => options with { Role = "push" });

        Of(await Stages(), "Freeze, Thaw").Next.ShouldBe("have somebody grant the role admin on the repository");
        Of(await Stages(), "GitHubRelease, Verify").Verdict.ShouldBe(AccessVerdict.Have);
    }

    [Fact]
    public async Task What_a_fine_grained_token_may_write_is_not_pretended_to_be_known()
    {
        await world.With(options => options with { Scopes = null });

        Of(await Stages(), "GitHubRelease, Verify").ShouldBe(new StageAccess("GitHubRelease, Verify", "Contents: write", AccessVerdict.CannotTell, "see on the token's page that it has Contents: write"));
    }

    [Fact]
    public async Task Without_a_token_a_public_repository_can_be_read_and_no_more()
    {
        using var nobody = world.Connect(null);

        var stages = StageAccesses.Of(await nobody.Access("main", world.Cancel));

        stages.Where(stage => stage.Needs.EndsWith("read", StringComparison.Ordinal)).ShouldAllBe(stage => stage.Verdict == AccessVerdict.Have);
        stages.Where(stage => stage.Needs.EndsWith("write", StringComparison.Ordinal)).ShouldAllBe(stage => stage.Verdict == AccessVerdict.Lack);
    }

    private async Task<IReadOnlyList<StageAccess>> Stages() => StageAccesses.Of(await ((GitHubForge)world.Forge).Access("main", world.Cancel));

    private static StageAccess Of(IReadOnlyList<StageAccess> stages, string name) => stages.First(stage => stage.Stage == name);
}
