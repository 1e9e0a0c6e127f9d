using Build.CommandLine;
using Build.Desk;
using TorchTrt.Release;

namespace Build.Tests.Options;

public sealed class TrustedEvents
{
    [Theory]
    [InlineData("pull_request_target")]
    [InlineData("pull_request")]
    [InlineData("issue_comment")]
    [InlineData("issues")]
    [InlineData("discussion_comment")]
    [InlineData("fork")]
    [InlineData("watch")]
    [InlineData("workflow_run")]
    [InlineData("an_event_that_is_not_known_yet")]
    [InlineData(null)]
    public void Nothing_is_published_from_what_a_stranger_can_cause(string? name)
        => Should.Throw<ReleaseException>(() => Require(name, "--publish --repo=.")).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR9406");

    [Theory]
    [InlineData("workflow_dispatch")]
    [InlineData("push")]
    [InlineData("schedule")]
    public void What_only_writers_cause_may_publish(string name) => Should.NotThrow(() => Require(name, "--publish --repo=."));

    [Fact]
    public void A_rehearsal_may_run_for_everybody() => Should.NotThrow(() => Require("pull_request_target", ""));

    [Fact]
    public void Outside_GitHub_Actions_there_are_no_events() => Should.NotThrow(() => TrustedEvent.Require(Read("--publish --repo=."), _ => null));

    private static void Require(string? name, string line)
        => TrustedEvent.Require(Read(line), variable => variable switch { "GITHUB_ACTIONS" => "true", "GITHUB_EVENT_NAME" => name, _ => null });

    private static ReleaseRequest Read(string line)
        => ReleaseRequest.Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), new DeskFolders(Path.GetTempPath(), Path.GetTempPath()));
}
