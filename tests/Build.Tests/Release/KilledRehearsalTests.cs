namespace Build.Tests.Release;

/// <summary>A release that dies anywhere is continued by the same command, and ends exactly where an uninterrupted one does.</summary>
public sealed class KilledRehearsalTests : IDisposable
{
    /// <summary>Every step that changes the forge or the checkout, and none that needs an outside tool.</summary>
    private static readonly string[] Command =
    [
        "--exclusive", "--target=Freeze", "--target=ReleaseTesting", "--target=Bump", "--target=Changelog", "--target=VersionBumpPr", "--target=Tag", "--target=Attest",
        "--target=GitHubRelease", "--target=Verify", "--target=Thaw",
    ];

    private static readonly Lazy<string> Undisturbed = new(() =>
    {
        using var program = new ReleaseProgram();
        Finish(program);
        return program.World();
    });

    private readonly ReleaseProgram program = new();

    [Theory]
    [InlineData("Bump", 0)]
    [InlineData("Changelog", 0)]
    [InlineData("Freeze", 0)]
    [InlineData("VersionBumpPr", 0)]
    [InlineData("VersionBumpPr", 40)]
    [InlineData("VersionBumpPr", 80)]
    [InlineData("VersionBumpPr", 160)]
    [InlineData("Tag", 0)]
    [InlineData("Tag", 60)]
    [InlineData("GitHubRelease", 0)]
    [InlineData("GitHubRelease", 25)]
    [InlineData("GitHubRelease", 50)]
    [InlineData("Verify", 0)]
    public void Killed_in_a_step_and_started_again_it_ends_in_the_same_world(string step, int milliseconds)
    {
        Files(program);
        program.KillAfterIntent(step, TimeSpan.FromMilliseconds(milliseconds), Command);

        Finish(program);

        program.World().ShouldBe(Undisturbed.Value);
    }

    [Fact]
    public void Killed_again_and_again_it_still_ends_in_the_same_world()
    {
        Files(program);
        for (var time = 300; time <= 1500; time += 150) program.KillAfter(TimeSpan.FromMilliseconds(time), Command);

        Finish(program);

        program.World().ShouldBe(Undisturbed.Value);
    }

    [Fact]
    public void Done_once_the_same_command_changes_nothing_and_says_so()
    {
        Finish(program);
        var before = program.World();

        var (exitCode, output, errors) = program.Run(Command);

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("everything was done already, nothing changed");
        program.World().ShouldBe(before);
    }

    public void Dispose() => program.Dispose();

    /// <summary>Files that another machine built.</summary>
    private static void Files(ReleaseProgram program)
    {
        Directory.CreateDirectory(Path.Combine(program.Folder(), "out"));
        File.WriteAllText(Path.Combine(program.Folder(), "out", "libtorchtrt.tar.gz"), "a tarball");
    }

    private static void Finish(ReleaseProgram program)
    {
        Files(program);
        var (exitCode, output, errors) = program.Run(Command);
        exitCode.ShouldBe(0, $"{output}\n{errors}");
    }
}
