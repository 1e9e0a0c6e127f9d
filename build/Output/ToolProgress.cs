using System.Text.RegularExpressions;

namespace Build.Output;

/// <summary>
/// Shows that a long tool is alive: its name, the time so far and its last line. On a terminal one line is rewritten;
/// elsewhere a line is written every ten seconds. Report every line of the tool's output; dispose when it has ended.
/// </summary>
public sealed partial class ToolProgress : IProgress<string>, IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(10);

    private readonly Ledger _ledger;
    private readonly TimeProvider _time;
    private readonly string _name;
    private readonly long _start;
    private readonly ITimer _timer;
    private volatile string _last = "";

    public ToolProgress(Ledger ledger, TimeProvider time, string name)
    {
        _ledger = ledger;
        _time = time;
        _name = name;
        _start = time.GetTimestamp();
        var period = ledger.Terminal is null ? Elsewhere : OnTerminal;
        _timer = time.CreateTimer(_ => Show(), null, period, period);
    }

    public void Report(string value)
    {
        var line = Unprintable().Replace(value, "").Trim();
        if (line.Length > 0) _last = line;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _ledger.ClearStatus();
    }

    private void Show()
    {
        var text = $"{_name}, {Durations.Words(_time.GetElapsedTime(_start))}{(_last.Length > 0 ? $": {_last}" : "")}";
        if (_ledger.Terminal is null) _ledger.Line(text);
        else _ledger.Status(text);
    }

    /// <summary>Terminal control sequences, and what else has no width.</summary>
    [GeneratedRegex(@"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|\p{Cc}")]
    private static partial Regex Unprintable();
}
