using Build.Output;

namespace Build.Tests.Output;

public sealed class Progress : IDisposable
{
    private const string Wipe = "\r\u001b[K";

    private readonly HostManualTime _time = new();
    private readonly StringWriter _text = new() { NewLine = "\n" };

    public void Dispose() => _text.Dispose();

    [Fact]
    public void Away_from_a_terminal_a_line_comes_every_ten_seconds()
    {
        using (var progress = new ToolProgress(new Ledger(_text, null), _time, "bazel build"))
        {
            progress.Report("Analyzing");
            _time.Advance(TimeSpan.FromSeconds(12));
            progress.Report("\u001b[32mCompiling 7 of 20\u001b[0m");
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        _time.Advance(TimeSpan.FromSeconds(60));
        _text.ToString().ShouldBe("bazel build, 10 s: Analyzing\nbazel build, 20 s: Compiling 7 of 20\n");
    }

    [Fact]
    public void On_a_terminal_one_line_is_rewritten_cut_to_the_width_and_wiped_at_the_end()
    {
        var ledger = new Ledger(_text, new Terminal(20));
        using (var progress = new ToolProgress(ledger, _time, "make"))
        {
            progress.Report("writing output... [50%]");
            _time.Advance(TimeSpan.FromMilliseconds(200));
            ledger.Line("done");
        }

        _text.ToString().ShouldBe($"{Wipe}make, 0.2 s: writin{Wipe}done\n");
    }
}
