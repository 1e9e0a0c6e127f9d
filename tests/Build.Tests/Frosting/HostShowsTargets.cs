namespace Build.Tests.Frosting;

public sealed class HostShowsTargets
{
    [Fact]
    public void The_tree_draws_a_repeated_subtree_once()
    {
        var run = HostRunsTargets.WholeRelease().With<PerfReport>().With<Perf>().Run("--tree");

        run.Events.ShouldBeEmpty();
        run.Console.ShouldBe("""
            PerfReport
            └─ Perf
            Release
            ├─ Bump
            │  └─ Freeze
            ├─ Docs
            │  └─ Freeze
            └─ Audit

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Descriptions_stand_in_one_column()
        => new TinyHost().With<Bump>().With<Freeze>().Run("--description").Console.ShouldBe("Bump    Sets the version.\nFreeze\n");

    [Fact]
    public void Version_alone_is_the_program_s()
        => new TinyHost().With<Freeze>().Run("--version").Console.ShouldMatch(@"\A[0-9]+\.[0-9]+\.[0-9]+\n\z");

    [Fact]
    public void Version_with_a_value_belongs_to_the_program()
        => new TinyHost().With<Freeze>().Run("--target=Freeze", "--version", "1.2.0").Events.ShouldBe(["Freeze"]);

    [Fact]
    public void Help_runs_nothing()
    {
        var run = new TinyHost().With<Freeze>().Run("--target=Freeze", "--help");

        run.Events.ShouldBeEmpty();
        run.Console.ShouldStartWith("Usage:");
    }
}
