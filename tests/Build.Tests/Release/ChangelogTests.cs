using Build.Adapters.Changelogs;
using Build.Adapters.Programs;
using Build.Provisioning;

namespace Build.Tests.Release;

/// <summary>Sections that are printed, by the real program on the real sample.</summary>
public sealed class ChangelogTests : IDisposable
{
    private readonly ReleaseProgram program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("--from=v0.4.1", "--to=v1.0.0")]
    [InlineData("--from=v0.4.1", "--to=v1.0.0", "--compat=cc8")]
    [InlineData("--from=v1.0.0")]
    [InlineData("--all-releases")]
    [InlineData("--all-releases", "--to=v0.4.0", "--compat=cc8")]
    public void The_short_way_and_the_host_print_the_same(params string[] range)
    {
        string[] asked = ["--target=Changelog", $"--repo={Sample()}", "--output=-", .. range];

        var (exit, quick, said) = program.Run(asked);
        // A plan goes through the host and changes nothing.
        var (_, hosted, _) = program.Run([.. asked, "--plan"]);

        exit.ShouldBe(0);
        said.ShouldBeEmpty();
        quick.ShouldStartWith("#");
        quick.ShouldBe(hosted);
    }

    [Fact]
    public void What_the_short_way_cannot_read_is_told_by_the_host()
    {
        var (exit, output, errors) = program.Run("--target=Changelog", $"--repo={Sample()}", "--from=v9.9.9", "--output=-");

        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldContain("TR1101: ");
        errors.ShouldContain("'v9.9.9' names no commit");
    }

    [Fact]
    public void A_shallow_clone_is_refused_with_the_remedy()
    {
        var shallow = program.Place("shallow");
        program.Git(Sample(), "clone", "--quiet", "--depth=2", $"file://{Sample()}", shallow);
        program.Git(shallow, "fetch", "--quiet", "--depth=1", "origin", "tag", "v1.0.0");

        var (exit, output, errors) = program.Run("--target=Changelog", $"--repo={shallow}", "--from=v1.0.0", "--output=-");

        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldContain("TR2014: ");
        errors.ShouldContain("git fetch --unshallow --tags");
    }

    [Theory]
    [InlineData("cli5")]
    [InlineData("cc8")]
    public void The_program_of_npm_prints_the_same_section(string format)
    {
        var wanted = format == "cc8" ? NpmProgram.ConventionalChangelog8 : NpmProgram.ConventionalChangelog5;
        var installed = wanted.File(ReleaseProgramArtifacts());
        Assert.SkipUnless(File.Exists(installed) && ProgramPath.Find("node") is not null, $"needs node, and {string.Join(" and ", wanted.Packages)} in artifacts/{wanted.Place}");
        program.Variables["PATH"] = $"{Path.GetDirectoryName(installed)}:{Environment.GetEnvironmentVariable("PATH")}";
        string[] asked = ["--target=Changelog", $"--repo={Sample()}", "--from=v0.4.1", "--to=v1.0.0", $"--compat={format}", "--output=-"];

        var (exit, npm, _) = program.Run([.. asked, $"--changelog-tool={ConventionalChangelog.Name}"]);

        exit.ShouldBe(0);
        npm.ShouldBe(program.Run(asked).Output);
    }

    [Fact]
    public void A_program_of_npm_that_is_not_there_is_named()
    {
        program.Variables["PATH"] = "/usr/bin:/bin";
        Assert.SkipWhen(File.Exists("/usr/bin/conventional-changelog") || NpmProgram.OfTests.Any(known => File.Exists(known.File(ReleaseProgramArtifacts()))), "The program of npm is on this machine.");

        var (exit, _, errors) = program.Run("--target=Changelog", $"--repo={Sample()}", "--from=v1.0.0", "--changelog-tool=conventional-changelog", "--output=-");

        exit.ShouldBe(1);
        errors.ShouldContain("TR4001: the program 'conventional-changelog' is not on this machine.");
    }

    /// <summary>The sample, materialised by the program itself.</summary>
    private string Sample()
    {
        var folder = Path.Combine(program.Artifacts, "sample", "classic");
        if (!Directory.Exists(folder)) program.Run("--target=Changelog", "--output=-").ExitCode.ShouldBe(0);
        return folder;
    }

    private static string ReleaseProgramArtifacts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "artifacts");
    }
}
