using TorchTrt.Release.Changelog;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;
using TorchTrt.Tests.Shared;
using static TorchTrt.Tests.Shared.ChangelogWorld;

namespace TorchTrt.Release.Tests.Steps;

public sealed class ChangelogStepTests
{
    private readonly ChangelogWorld world = new ChangelogWorld().With(
        Commit(0x1a, "feat: one"), Merge(0x2b, "Merge"), Commit(0x3c, "docs: [Automated] Regenerating documentation"));

    [Fact]
    public async Task Applied_once_it_is_done()
    {
        var step = Step(new ChangelogClock(2026, 2, 4));

        var pending = (await step.Observe(default)).ShouldBeOfType<Pending>();
        pending.Changes.Single().ToString().ShouldBe("create CHANGELOG.md: section 1.2.0, 6 lines, 2 commits since v1.1.0");
        world.Writes.ShouldBe(0);
        await step.Apply(pending, default);

        (await step.Observe(default)).ShouldBeOfType<Done>().Evidence.ShouldBe(["CHANGELOG.md has section 1.2.0, 6 lines, 2 commits since v1.1.0"]);
        world.Asked.ShouldBe(new CommitRange(Id(0), Id(1)));
    }

    [Fact]
    public async Task A_section_written_yesterday_keeps_its_date()
    {
        var yesterday = Step(new ChangelogClock(2026, 2, 3));
        await yesterday.Apply((Pending)await yesterday.Observe(default), default);

        (await Step(new ChangelogClock(2026, 2, 4)).Observe(default)).ShouldBeOfType<Done>();
        world.Text("CHANGELOG.md").ShouldContain("(2026-02-03)");
    }

    [Fact]
    public async Task A_commit_that_came_since_is_added_under_the_same_date()
    {
        var step = Step(new ChangelogClock(2026, 2, 3));
        await step.Apply((Pending)await step.Observe(default), default);
        world.Log.Insert(0, Commit(0x4d, "feat: two"));
        var later = Step(new ChangelogClock(2026, 2, 9));

        var pending = (await later.Observe(default)).ShouldBeOfType<Pending>();
        pending.Changes.Single().ToString()
            .ShouldBe("edit CHANGELOG.md: section 1.2.0 on line 4, 6 lines -> section 1.2.0, 7 lines, 3 commits since v1.1.0");
        await later.Apply(pending, default);

        (await later.Observe(default)).ShouldBeOfType<Done>();
        world.Text("CHANGELOG.md").ShouldContain("(2026-02-03)");
    }

    [Fact]
    public async Task A_section_that_somebody_edited_is_done_and_stays_as_it_is()
    {
        var step = Step(new ChangelogClock(2026, 2, 3));
        await step.Apply((Pending)await step.Observe(default), default);
        world.Put("CHANGELOG.md", world.Text("CHANGELOG.md").Replace("### Features", "The first release with Blackwell.\n\n### Features").Replace("# [1.2.0](https://github.com/pytorch/TensorRT/compare/v1.1.0...v1.2.0)", "# 1.2.0"));

        (await step.Observe(default)).ShouldBeOfType<Done>().Evidence.ShouldBe(["CHANGELOG.md has section 1.2.0, edited by hand: 1 line of its own stay"]);
    }

    [Fact]
    public async Task A_section_that_somebody_edited_and_that_lacks_a_commit_blocks()
    {
        var step = Step(new ChangelogClock(2026, 2, 3));
        await step.Apply((Pending)await step.Observe(default), default);
        world.Put("CHANGELOG.md", world.Text("CHANGELOG.md").Replace("* one", "* One, at last,"));

        (await step.Observe(default)).ShouldBeOfType<Blocked>().Reasons.Single().ToString().ShouldBe(
            "TR1404: CHANGELOG.md:4: The section of 1.2.0 is edited by hand and lacks 1 line; writing it would lose '* One, at last, ([1a1a1a1](https://github.com/pytorch/TensorRT/commit/1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a))'. "
            + "Expected: * one ([1a1a1a1](https://github.com/pytorch/TensorRT/commit/1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a)). Next: add what is missing, or take the section out and run Changelog again");
    }

    [Fact]
    public async Task A_commit_that_was_reverted_since_is_nobodys_own_line()
    {
        var step = Step(new ChangelogClock(2026, 2, 3));
        await step.Apply((Pending)await step.Observe(default), default);
        world.Log.Insert(0, Commit(0x4d, $"Revert \"feat: one\"\n\nThis reverts commit {Id(0x1a)}."));

        var pending = (await step.Observe(default)).ShouldBeOfType<Pending>();
        await step.Apply(pending, default);

        world.Text("CHANGELOG.md").ShouldNotContain("* one");
    }

    [Fact]
    public async Task Somebody_elses_program_may_write_the_section()
    {
        var step = new ChangelogStep(world, world, Target, new ChangelogClock(2026, 2, 3), new ChangelogOptions("https://github.com/pytorch/TensorRT", Tool: new Scribe()));

        await step.Apply((Pending)await step.Observe(default), default);

        world.Text("CHANGELOG.md").ShouldBe($"# Changelog\n\n\n# 1.2.0\n\n* from {Id(0).Short} to {Id(1).Short}\n");
        (await step.Observe(default)).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task A_file_that_cannot_be_understood_blocks()
    {
        world.Put("CHANGELOG.md", "# 1.2.0\n\n# 1.2.0\n");

        (await Step(new ChangelogClock(2026, 2, 4)).Observe(default)).ShouldBeOfType<Blocked>().Reasons.Single().Code.ShouldBe("TR1402");
    }

    [Fact]
    public async Task A_request_for_any_range_is_a_section_dated_with_its_last_commit()
        => (await new ChangelogRequest("v1.1.0", "main", null, "https://github.com/pytorch/TensorRT").Render(world, default))
            .ShouldStartWith("# [main](https://github.com/pytorch/TensorRT/compare/v1.1.0...main) (2026-02-03)\n\n\n### Features\n\n* one (");

    private static ReleaseTarget Target { get; } = new(
        new ReleaseVersion(1, 2, 0), new PreviousRelease(new ReleaseVersion(1, 1, 0), "v1.1.0", Id(0)), Id(1), "main", new RepositoryName("pytorch", "TensorRT"));

    private ChangelogStep Step(TimeProvider clock) => new(world, world, Target, clock, new ChangelogOptions("https://github.com/pytorch/TensorRT"));

    private sealed class Scribe : IChangelogTool
    {
        public Task<string> Section(CommitRange range, SectionHeader header, CancellationToken cancel)
            => Task.FromResult($"# {header.Title}\n\n* from {range.From!.Short} to {range.To.Short}\n");
    }
}
