namespace Build.Output;

/// <summary>A screen that a line can be rewritten on.</summary>
/// <param name="Width">Columns.</param>
public sealed record Terminal(int Width);

/// <summary>
/// Where log lines go, one line an effect. On a terminal the last line may be a status that is rewritten in place; any other line pushes it down first.
/// </summary>
/// <param name="terminal">Null when the lines go to a file or a pipe: then everything is plain text and there is no status.</param>
public sealed class Ledger(TextWriter writer, Terminal? terminal)
{
    private const string StartOfCleanLine = "\r\u001b[K";

    private readonly Lock _lock = new();
    private bool _hasStatus;

    public Terminal? Terminal { get; } = terminal;

    public void Line(string text)
    {
        lock (_lock)
        {
            WipeStatus();
            writer.WriteLine(text);
            writer.Flush();
        }
    }

    public void Line() => Line("");

    /// <summary>Shows a text on the last line of the terminal until the next line or status.</summary>
    public void Status(string text)
    {
        if (Terminal is null) return;
        lock (_lock)
        {
            writer.Write(StartOfCleanLine + (text.Length < Terminal.Width ? text : text[..(Terminal.Width - 1)]));
            writer.Flush();
            _hasStatus = true;
        }
    }

    public void ClearStatus()
    {
        lock (_lock) WipeStatus();
    }

    private void WipeStatus()
    {
        if (!_hasStatus) return;
        writer.Write(StartOfCleanLine);
        writer.Flush();
        _hasStatus = false;
    }
}
