namespace Build.Tests.Frosting;

public sealed class HostRefuses
{
    [Theory]
    [InlineData("Relase", "did you mean Release?")]
    [InlineData("Realese", "did you mean Release?")]
    [InlineData("dosc", "did you mean Docs?")]
    [InlineData("Kubernetes", "choose one of them.")]
    public void An_unknown_target_and_names_the_nearest(string target, string next)
    {
        var run = HostRunsTargets.WholeRelease().Run($"--target={target}");

        run.ExitCode.ShouldBe(-1);
        run.Events.ShouldBeEmpty();
        run.Log.ShouldBe([$"TR9001: there is no target '{target}'. Expected: Audit, Bump, Docs, Freeze, Release. Next: {next}"]);
    }

    [Fact]
    public void All_unknown_targets_together()
        => HostRunsTargets.WholeRelease().Run("--target=Bmup", "--target=Dosc").Log[^1].Split('\n').Length.ShouldBe(2);

    [Fact]
    public void A_circle_and_names_it()
    {
        var run = new TinyHost().With<Freeze>().With<CircleA>().With<CircleB>().With<CircleC>().Run("--target=Freeze");

        run.ExitCode.ShouldBe(-1);
        run.Log.ShouldBe(["TR9002: the targets depend on each other in a circle: CircleA -> CircleB -> CircleC -> CircleA. Next: remove one of these dependencies."]);
    }

    [Fact]
    public void Two_targets_of_one_name()
    {
        var run = new TinyHost().With<Freeze>().With<Bump>().With<OtherBump>().Run("--target=Freeze");

        run.ExitCode.ShouldBe(-1);
        run.Log.ShouldBe(["TR9003: two targets are named 'Bump': Build.Tests.Frosting.Bump and Build.Tests.Frosting.OtherBump. Next: rename one of them."]);
    }

    [Fact]
    public void A_dependency_that_is_not_here()
        => new TinyHost().With<Bump>().Run("--target=Bump").Log.ShouldBe(
            ["TR9004: the target 'Bump' names 'Freeze', which is not among the targets. Next: make that class public and give it this context."]);
}
