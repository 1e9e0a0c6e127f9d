using Build.CommandLine;
using TorchTrt.Release;
using TorchTrt.Release.Docs;

namespace Build.Tests.Options;

/// <summary>What the command line makes of the index of operators and of frozen documentation.</summary>
public sealed class StepChoices
{
    private static readonly DeskFolders Folders = new(Path.GetTempPath(), Path.GetTempPath());

    [Fact]
    public void Pruning_changes_nothing_unless_the_commit_is_asked_for()
    {
        Read("--target=Docs", "--prune-nested").ShouldSatisfyAllConditions(request => request.DocsWork.ShouldBe(DocsWork.PruneNested), request => request.IsPlan.ShouldBeTrue());
        Read("--target=Docs", "--prune-nested", "--commit").IsPlan.ShouldBeFalse();
        Read("--target=Docs", "--prune-nested", "--commit", "--plan").IsPlan.ShouldBeTrue();
        Read("--target=Docs").ShouldSatisfyAllConditions(request => request.DocsWork.ShouldBe(DocsWork.Make), request => request.IsPlan.ShouldBeFalse());
    }

    [Fact]
    public void Pruning_is_no_part_of_a_release_and_a_commit_is_of_nothing_else()
    {
        Refusal("--target=Release", "--prune-nested").ShouldBe("TR1906: --prune-nested: it is no part of a release. Next: give --target=Docs alone with it.");
        Refusal("--target=Docs", "--commit").ShouldBe("TR1906: --commit: it makes the commit of --prune-nested. Next: add --prune-nested, or leave it out.");
    }

    [Fact]
    public void Leave_for_an_operator_has_a_name_and_a_reason()
    {
        Read("--waive-operator=aten::add_.Tensor=done in place = no more", "--waive-operator", "_operator.add=x y").Operators.Waivers
            .ShouldBe([new OperatorWaiver("aten::add_.Tensor", "done in place = no more"), new OperatorWaiver("_operator.add", "x y")]);
        foreach (var wrong in new[] { "aten::elu", "aten::elu=", "elu=gone", "aten::elu = gone", "aten::elu= gone", "aten::elu=a\tb" })
            Refusal($"--waive-operator={wrong}").ShouldStartWith("TR1902: --waive-operator:");
    }

    [Fact]
    public void A_program_built_before_is_found_from_the_working_folder()
        => Read("--supportedops=bin/supportedops").Operators.Prebuilt.ShouldBe(Path.Combine(Folders.Current, "bin", "supportedops"));

    [Fact]
    public void The_budget_is_given_in_mebibytes()
    {
        Read("--docs-budget=2").DocsBudget.Bytes.ShouldBe(2 * 1024 * 1024);
        Read().DocsBudget.ShouldBe(DocsBudget.Usual);
    }

    private static ReleaseRequest Read(params string[] line) => ReleaseRequest.Read(line, Folders);

    private static string Refusal(params string[] line) => Should.Throw<ReleaseException>(() => Read(line)).Errors.ShouldHaveSingleItem().ToString();
}
