using Build.Adapters.Json;
using TorchTrt.Release;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Tests.Adapters.Json;

public sealed class PlanFileTests : IDisposable
{
    private static readonly Plan Plan = new(
        ReleaseVersion.Parse("1.1.0rc2"),
        new RepositoryName("pytorch", "TensorRT"),
        "main",
        new CommitId(new string('a', 40)),
        [
            new PlannedStep("Freeze", Outcome.Done, null, []),
            new PlannedStep("Perf", Outcome.NotApplicable, "no CUDA device", []),
            new PlannedStep("Tag", Outcome.Pending, null, [new Change("tag", "v1.1.0", null, "2026-03-01T12:00:00Z", Reach.Irreversible), new Change("edit", "a", "x", "y")]),
        ]);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plan-");

    private string PlanJson => Path.Combine(folder.FullName, "1.1.0", "plan.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_plan_reads_back_as_it_was_written()
    {
        PlanFile.Write(PlanJson, Plan);
        var read = PlanFile.Read(PlanJson)!;
        read.Fingerprint.ShouldBe(Plan.Fingerprint);
        read.Steps.Select(step => (step.Name, step.Outcome, step.Reason)).ShouldBe(Plan.Steps.Select(step => (step.Name, step.Outcome, step.Reason)));
        read.Steps[2].Changes.ShouldBe(Plan.Steps[2].Changes);
    }

    [Fact]
    public void The_same_plan_is_the_same_bytes()
    {
        PlanFile.Write(PlanJson, Plan);
        var first = File.ReadAllBytes(PlanJson);
        PlanFile.Write(PlanJson, PlanFile.Read(PlanJson)!);
        File.ReadAllBytes(PlanJson).ShouldBe(first);
        Directory.GetFiles(Path.GetDirectoryName(PlanJson)!).ShouldBe([PlanJson]);
    }

    [Fact]
    public void No_file_is_no_plan() => PlanFile.Read(PlanJson).ShouldBeNull();

    [Theory]
    [InlineData("v1.1.0\"", "v6.6.6\"")]
    [InlineData("\"irreversible\"", "\"someday\"")]
    [InlineData("\"steps\"", "\"stops\"")]
    [InlineData("{", "")]
    public void A_plan_that_somebody_edited_is_refused(string written, string edited)
    {
        PlanFile.Write(PlanJson, Plan);
        File.WriteAllText(PlanJson, File.ReadAllText(PlanJson).Replace(written, edited, StringComparison.Ordinal));
        Should.Throw<ReleaseException>(() => PlanFile.Read(PlanJson)).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR9305");
    }

    [Fact]
    public void Summary_json_is_what_scripts_rely_on()
    {
        var path = Path.Combine(folder.FullName, "summary.json");
        SummaryFile.Write(path, new Summary(new ReleaseVersion(1, 1, 0),
        [
            new StepOutcome("Freeze", Outcome.Done, null, ["main is locked"], [], TimeSpan.FromMilliseconds(1234.5678)),
            new StepOutcome("Perf", Outcome.NotRehearsed, "no torch", [], [], TimeSpan.Zero),
        ]));
        File.ReadAllText(path).ShouldBe(
            """
            {
              "version": "1.1.0",
              "verdict": "done",
              "steps": [
                {
                  "name": "Freeze",
                  "outcome": "done",
                  "reason": null,
                  "evidence": [
                    "main is locked"
                  ],
                  "seconds": 1.235
                },
                {
                  "name": "Perf",
                  "outcome": "not-rehearsed",
                  "reason": "no torch",
                  "evidence": [],
                  "seconds": 0.0
                }
              ]
            }

            """);
    }
}
