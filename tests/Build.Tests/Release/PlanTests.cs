using Newtonsoft.Json.Linq;

namespace Build.Tests.Release;

public sealed class PlanTests : IDisposable
{
    private readonly ReleaseProgram program = new();

    [Fact]
    public void A_plan_says_every_change_and_makes_none()
    {
        var (exitCode, output, errors) = program.Run("--plan", "--exclusive", "--target=Freeze", "--target=Bump", "--target=VersionBumpPr", "--target=Tag");

        exitCode.ShouldBe(2, errors);
        output.ShouldContain("would edit py/setup.py:15: 1.1.0a0 -> 1.1.0");
        output.ShouldContain("would tag v1.1.0");
        Directory.GetFileSystemEntries(program.Folder()).Select(Path.GetFileName).ShouldBe(["plan.json"]);
        ((string?)JObject.Parse(File.ReadAllText(Path.Combine(program.Folder(), "plan.json")))["fingerprint"]).ShouldNotBeNull().Length.ShouldBe(64);
    }

    [Fact]
    public void What_does_not_apply_is_not_called_done()
        => program.Run("--plan", "--target=PerfReport", "--exclusive").Output.ShouldContain("Plan of 1.1.0: nothing was done; 1 step not applicable here (PerfReport).");

    [Fact]
    public void The_same_world_gives_the_same_plan()
    {
        string Fingerprint()
        {
            program.Run("--plan", "--exclusive", "--target=Freeze", "--target=Bump", "--target=VersionBumpPr", "--target=Tag");
            return (string)JObject.Parse(File.ReadAllText(Path.Combine(program.Folder(), "plan.json")))["fingerprint"]!;
        }

        Fingerprint().ShouldBe(Fingerprint());
    }

    [Fact]
    public void Version_1_1_0_is_bumped_in_place_in_a_checkout_that_is_named()
    {
        program.Run("--target=NextVersion");
        var sample = Path.Combine(program.Artifacts, "sample", "classic");

        var (exitCode, _, errors) = program.Run("--target=Bump", $"--repo={sample}", "--version=1.1.0");

        exitCode.ShouldBe(0, errors);
        program.Git(sample, "diff", "--stat", "--", "py/setup.py").ShouldContain("1 file changed");
    }

    public void Dispose() => program.Dispose();
}
