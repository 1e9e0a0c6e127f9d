namespace Build.Tests.Release;

/// <summary>Bad input gets one clear error, the right exit code, and nothing is lost or half-written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly ReleaseProgram program = new();

    [Theory]
    [InlineData("1.2", "TR1001")]
    [InlineData("v1.2.0;rm -rf", "TR1001")]
    [InlineData("1.0.0", "TR1003")]
    [InlineData("0.9.0", "TR1004")]
    public void A_version_that_cannot_be_released_is_refused(string version, string code)
    {
        var (exitCode, _, errors) = program.Run("--target=Bump", $"--version={version}");

        exitCode.ShouldBe(1);
        errors.ShouldContain(code);
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, errors);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused() => Refused("TR1907", "--target=Release", $"--repo={program.Place("nowhere")}");

    [Fact]
    public void A_folder_that_is_no_git_checkout_is_refused() => Refused("TR9011", "--target=Release", $"--repo={Directory.CreateDirectory(program.Place("plain")).FullName}");

    [Fact]
    public void A_repository_that_is_not_Torch_TensorRT_is_refused()
    {
        var other = Directory.CreateDirectory(program.Place("other")).FullName;
        program.Git(other, "init", "--quiet");
        File.WriteAllText(Path.Combine(other, "README.md"), "something else\n");
        program.Git(other, "add", ".");
        program.Git(other, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "-m", "feat: something else");

        Refused("TR1010", "--target=Release", $"--repo={other}");
    }

    [Fact]
    public void Uncommitted_work_is_not_released()
    {
        program.Run("--target=NextVersion");
        var sample = Path.Combine(program.Artifacts, "sample", "classic");
        File.AppendAllText(Path.Combine(sample, "README.md"), "mine\n");

        Refused("TR2003", "--target=Freeze", $"--repo={sample}");
        File.ReadAllText(Path.Combine(sample, "README.md")).ShouldEndWith("mine\n");
    }

    [Fact]
    public void Uncommitted_work_is_not_overwritten_by_a_single_target()
    {
        program.Run("--target=NextVersion");
        var sample = Path.Combine(program.Artifacts, "sample", "classic");
        File.AppendAllText(Path.Combine(sample, "py", "setup.py"), "# mine\n");

        Refused("TR2017", "--target=Bump", $"--repo={sample}");
        File.ReadAllText(Path.Combine(sample, "py", "setup.py")).ShouldEndWith("# mine\n");
    }

    /// <summary>A pipeline's jobs check the tag out and build its files; a bump of what was released is still refused.</summary>
    [Fact]
    public void Files_are_built_from_a_tag_of_that_version()
    {
        program.Run("--target=NextVersion");
        var sample = Path.Combine(program.Artifacts, "sample", "classic");
        program.Git(sample, "tag", "v1.1.0");

        program.Run("--target=Wheels", "--exclusive", "--plan", $"--repo={sample}", "--version=1.1.0").Errors.ShouldNotContain("TR1003");
        Refused("TR1003", "--target=Bump", $"--repo={sample}", "--version=1.1.0");
    }

    [Fact]
    public void A_port_that_is_taken_is_said()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();

        Refused("TR3901", "--target=Freeze", $"--twin-port={((System.Net.IPEndPoint)taken.LocalEndpoint).Port}");
    }

    [Fact]
    public void An_artifacts_folder_that_cannot_be_written_is_said_first()
    {
        File.WriteAllText(program.Place("file"), "");

        program.ArtifactsAt(Path.Combine(program.Place("file"), "under"));

        Refused("TR9402", "--target=Freeze");
    }

    public void Dispose() => program.Dispose();

    private void Refused(string code, params string[] arguments)
    {
        var (exitCode, output, errors) = program.Run(arguments);
        exitCode.ShouldBe(1, $"{output}\n{errors}");
        errors.ShouldContain(code);
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, errors);
    }
}
