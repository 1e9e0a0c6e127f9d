using System.Text;
using Build.Provisioning;
using TorchTrt.Release;

namespace Build.Tests.Provisioning;

public sealed class ProgramCallStories
{
    [Fact]
    public async Task Arguments_reach_the_program_as_they_are() =>
        (await new ProgramCall("git", "check-ref-format", "--branch", "a; rm -rf $HOME").Run(Cancel)).Succeeded.ShouldBeFalse();

    [Fact]
    public async Task Standard_input_and_both_outputs_are_carried()
    {
        var lines = new List<string>();

        var answer = await new ProgramCall("git", "hash-object", "--stdin") { Input = Encoding.UTF8.GetBytes("hello\n"), OnLine = lines.Add }.Run(Cancel);

        answer.Output.ShouldBe("ce013625030ba8dba906f756967f9e9ca394464a\n");
        lines.ShouldBe(["ce013625030ba8dba906f756967f9e9ca394464a"]);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named() =>
        (await Should.ThrowAsync<ReleaseException>(() => new ProgramCall("no-such-program").Run(Cancel)))
            .Errors.ShouldHaveSingleItem().Code.ShouldBe("TR4802");

    [Fact]
    public async Task A_failure_carries_the_programs_last_words()
    {
        var answer = await new ProgramCall("git", "no-such-verb").Run(Cancel);

        var refusal = Should.Throw<ReleaseException>(() => answer.OrFail("TR2801", "look."));
        refusal.Errors[0].What.ShouldStartWith("'git no-such-verb' ended with 1:");
        refusal.Errors[0].What.ShouldContain("is not a git command");
    }

    [Fact]
    public async Task A_program_past_its_limit_is_ended() =>
        (await Should.ThrowAsync<ReleaseException>(
            () => new ProgramCall("git", "-c", "alias.wait=!sleep 60", "wait") { Limit = TimeSpan.FromMilliseconds(300) }.Run(Cancel)))
            .Errors.ShouldHaveSingleItem().Code.ShouldBe("TR4803");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
