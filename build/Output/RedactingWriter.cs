using System.Text;

namespace Build.Output;

/// <summary>
/// Passes text on with secrets replaced. What might be the beginning of a secret is held back until it is certain,
/// so a secret split over any number of writes, flushes between them included, is still found.
/// </summary>
public sealed class RedactingWriter(TextWriter inner, Redactor redactor) : TextWriter
{
    private readonly Lock _lock = new();
    private string _held = "";

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value) => Write(value + CoreNewLineText);

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_lock) _held = Pass(_held.Length == 0 ? buffer.ToString() : string.Concat(_held, buffer), Rest.IsHeld);
    }

    public override void Flush()
    {
        lock (_lock) inner.Flush();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_lock) _held = Pass(_held, Rest.IsWritten);
            inner.Flush();
        }

        base.Dispose(disposing);
    }

    private string CoreNewLineText => new(CoreNewLine);

    /// <summary>Writes all that is certain; returns the rest.</summary>
    private string Pass(string text, Rest rest)
    {
        var forms = redactor.Forms;
        var start = 0;
        while (true)
        {
            var open = text.AsSpan(start);
            var found = forms.First(open);
            var held = rest == Rest.IsWritten ? -1 : forms.Beginning(open);
            if (held >= 0 && (found < 0 || held <= found))
            {
                inner.Write(open[..held]);
                return text[(start + held)..];
            }

            if (found < 0)
            {
                inner.Write(open);
                return "";
            }

            inner.Write(open[..found]);
            inner.Write(Redactor.Mask);
            start += found + forms.LengthAtStart(open[found..]);
        }
    }

    /// <summary>What becomes of an end that may be the beginning of a secret.</summary>
    private enum Rest
    {
        IsHeld,
        IsWritten,
    }
}
