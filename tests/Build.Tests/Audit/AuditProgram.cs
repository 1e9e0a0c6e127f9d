using Build.Tests.Adapters.Git;
using Build.Tests.Release;
using Newtonsoft.Json.Linq;

namespace Build.Tests.Audit;

/// <summary>The target Audit with the real program on a small history.</summary>
public sealed class AuditProgram : IDisposable
{
    private const string Macros = "cpp/include/torch_tensorrt/macros.h";

    private readonly GitStory story = new();
    private readonly ReleaseProgram program = new();

    public AuditProgram()
    {
        story.File("version.txt", "2.7.0a0\n").File(Macros, MacrosOf(2, 6)).Commit("chore: cut 2.7");
        story.Git(story.Root, "tag", "v2.7.0");
        story.File("version.txt", "2.8.0a0\n").File(Macros, MacrosOf(2, 8)).Commit("chore: on to 2.8");
    }

    public void Dispose()
    {
        program.Dispose();
        story.Dispose();
    }

    [Fact]
    public void Commits_are_audited_without_being_checked_out()
    {
        var output = program.Place("found.json");

        var (exit, _, errors) = program.Run("--target=Audit", "--repo", story.Root, "--at", "v2.7.0", "--at", "main", "--format=json", $"--output={output}");

        exit.ShouldBe(1, errors);
        JArray.Parse(File.ReadAllText(output)).Select(entry => $"{entry["ref"]} {entry["code"]} {entry["file"]}:{entry["line"]} {entry["found"]} ({entry["expected"]})")
            .ShouldBe([$"v2.7.0 TR1030 {Macros}:1 2.6.0 (2.7.0)"]);
        story.Git(story.Root, "status", "--porcelain").ShouldBeEmpty();
    }

    [Fact]
    public void What_agrees_ends_well() => program.Run("--target=Audit", "--repo", story.Root).ExitCode.ShouldBe(0);

    [Fact]
    public void An_accepted_finding_ends_well_too()
    {
        File.WriteAllText(program.Place("accepted.json"), $$"""{"accepted": [{"code": "TR1030", "file": "{{Macros}}", "ref": "v2.7.0", "reason": "released so"}]}""");

        var (exit, text, _) = program.Run("--target=Audit", "--repo", story.Root, "--at=v2.7.0", $"--baseline={program.Place("accepted.json")}", "--output=-");

        (exit, text).ShouldBe((0, "v2.7.0: every version and pin agrees, 1 accepted\n"));
    }

    [Fact]
    public void Fix_mends_what_needs_no_decision_and_nothing_that_somebody_is_working_on()
    {
        story.File(Macros, MacrosOf(2, 6)).Commit("chore: a slip");

        program.Run("--target=Audit", "--repo", story.Root, "--fix").ExitCode.ShouldBe(0);
        File.ReadAllText(Path.Combine(story.Root, Macros)).ShouldBe(MacrosOf(2, 8));

        story.File(Macros, MacrosOf(2, 5));
        var (exit, _, errors) = program.Run("--target=Audit", "--repo", story.Root, "--fix");
        (exit, errors.Contains("TR2017", StringComparison.Ordinal)).ShouldBe((1, true), errors);
        File.ReadAllText(Path.Combine(story.Root, Macros)).ShouldBe(MacrosOf(2, 5));
    }

    [Fact]
    public void Contradictions_on_the_command_line_are_refused()
    {
        var (exit, _, errors) = program.Run("--target=Audit", "--repo", story.Root, "--at=main", "--fix");

        (exit, errors.Contains("TR1906", StringComparison.Ordinal)).ShouldBe((1, true), errors);
    }

    private static string MacrosOf(int major, int minor)
        => $"#define TORCH_TENSORRT_MAJOR_VERSION {major}\n#define TORCH_TENSORRT_MINOR_VERSION {minor}\n#define TORCH_TENSORRT_PATCH_VERSION 0\n";
}
