using System.Diagnostics;
using System.Text;
using Build.Adapters.Programs;
using TorchTrt.Release;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Programs;

public sealed class ProgramRunnerTests : IDisposable
{
    private readonly ToolsFolder folder = new();
    private readonly ProgramRunner runner = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Arguments_arrive_as_they_were_given()
    {
        var program = folder.Script("show", "for argument in \"$@\"; do echo \"[$argument]\"; done");

        var result = await runner.Run(new ProgramCall(program, "a b", "$(touch x)", "", "'\"; *"), Cancel);

        result.Output.ShouldBe("[a b]\n[$(touch x)]\n[]\n['\"; *]\n");
    }

    [Fact]
    public async Task Both_streams_go_to_the_log_and_to_the_progress()
    {
        var lines = new List<string>();
        var call = new ProgramCall(folder.Script("both", "echo out; echo err >&2; exit 3")) { LogFile = folder["logs/both.log"], Progress = line => { lock (lines) lines.Add(line); } };

        var result = await runner.Run(call, Cancel);

        (result.ExitCode, result.Output, result.Errors).ShouldBe((3, "out\n", "err\n"));
        lines.Order().ShouldBe(["err", "out"]);
        File.ReadAllLines(folder["logs/both.log"]).Skip(1).Order().ShouldBe(["err", "out"]);
    }

    [Fact]
    public async Task A_missing_program_is_named_with_its_package()
    {
        (await Should.ThrowAsync<ReleaseException>(() => runner.Run(new ProgramCall("no-such-program-here"), Cancel))).Message
            .ShouldBe("TR4001: the program 'no-such-program-here' is not on this machine. Next: install it (Debian: apt-get install no-such-program-here), or put it on the PATH");
    }

    [Fact]
    public async Task A_token_of_the_host_does_not_reach_a_build()
    {
        Environment.SetEnvironmentVariable("TOOLS_TEST_TOKEN", "secret");

        var result = await runner.Run(new ProgramCall("env") { Environment = new Dictionary<string, string> { ["ADDED"] = "1" } }, Cancel);

        result.Output.ShouldNotContain("secret");
        result.Output.ShouldContain("ADDED=1\n");
        result.Output.ShouldContain("PATH=");
    }

    [Fact]
    public async Task Cancelling_ends_everything_that_was_started()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Process groups are a matter of Unix.");
        var program = folder.Script("parent", $"sh -c 'echo $$ > {folder["child"]}; sleep 300' & wait");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var running = runner.Run(new ProgramCall(program), stop.Token);
        var watch = Stopwatch.StartNew();
        while (!File.Exists(folder["child"]) || File.ReadAllText(folder["child"]).Length == 0) await Task.Delay(10, Cancel);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);

        var child = int.Parse(File.ReadAllText(folder["child"]));
        while (IsAlive(child) && watch.Elapsed < TimeSpan.FromSeconds(10)) await Task.Delay(10, Cancel);
        IsAlive(child).ShouldBeFalse();
    }

    [Fact]
    public async Task A_daemon_that_keeps_the_pipe_does_not_keep_the_release()
    {
        var program = folder.Script("daemon", $"echo before; sleep 60 & echo $! > {folder["daemon.pid"]}");

        var result = await new ProgramRunner { Stragglers = TimeSpan.FromMilliseconds(200) }.Run(new ProgramCall(program), Cancel);

        result.Output.ShouldBe("before\n");
        using var daemon = Process.GetProcessById(int.Parse(File.ReadAllText(folder["daemon.pid"])));
        daemon.Kill();
    }

    [Fact]
    public async Task Bytes_come_through_unchanged()
    {
        var (result, output) = await runner.Read(new ProgramCall("cat") { Input = new byte[] { 0, 255, 10, 13, 195 } }, Cancel);

        result.Succeeded.ShouldBeTrue();
        output.ShouldBe([0, 255, 10, 13, 195]);
    }

    [Fact]
    public async Task Much_output_on_both_streams_does_not_block()
    {
        var result = await runner.Run(new ProgramCall(folder.Script("much", "i=0; while [ $i -lt 20000 ]; do echo 'a line of output'; echo 'a line of errors' >&2; i=$((i+1)); done")), Cancel);

        Encoding.UTF8.GetByteCount(result.Output).ShouldBe(20000 * 17);
    }

    [Fact]
    public async Task A_failure_carries_the_programs_last_words()
    {
        var result = await runner.Run(new ProgramCall("git", "no-such-verb"), Cancel);

        var refusal = Should.Throw<ReleaseException>(() => result.OrFail("TR2801", "look."));
        refusal.Errors[0].What.ShouldStartWith("'git no-such-verb' ended with 1:");
        refusal.Errors[0].What.ShouldContain("is not a git command");
    }

    [Fact]
    public async Task A_program_past_its_limit_is_ended()
        => (await Should.ThrowAsync<ReleaseException>(() => runner.Run(new ProgramCall("sleep", "60") { Limit = TimeSpan.FromMilliseconds(300) }, Cancel)))
            .Errors.ShouldHaveSingleItem().Code.ShouldBe("TR4803");

    private static bool IsAlive(int id)
    {
        var stat = $"/proc/{id}/stat";
        return File.Exists(stat) && File.ReadAllText(stat).Split(") ")[1][0] != 'Z';
    }
}
