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
        lock (_lock)
        {
            if (_held.Length == 0 && !buffer.ContainsAny(redactor.Beginnings)) inner.Write(buffer);
            else _held = Pass(_held.Length == 0 ? buffer.ToString() : string.Concat(_held, buffer), KeepBeginnings);
        }
    }

    public override void Flush()
    {
        lock (_lock) inner.Flush();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_lock) _held = Pass(_held, KeepNothing);
            inner.Flush();
        }

        base.Dispose(disposing);
    }

    private string CoreNewLineText => new(CoreNewLine);

    /// <summary>Writes all that is certain; returns the rest.</summary>
    private string Pass(string text, Func<string, int, bool> keep)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var next = text.AsSpan(i).IndexOfAny(redactor.Beginnings);
            if (next < 0) break;
            i += next;
            if (keep(text, i))
            {
                inner.Write(text.AsSpan(start, i - start));
                return text[i..];
            }

            if (FormAt(text, i) is not { } form) continue;
            inner.Write(text.AsSpan(start, i - start));
            inner.Write(Redactor.Mask);
            i += form.Length - 1;
            start = i + 1;
        }

        inner.Write(text.AsSpan(start));
        return "";
    }

    private string? FormAt(string text, int index) => redactor.Forms.FirstOrDefault(form => string.CompareOrdinal(text, index, form, 0, form.Length) == 0);

    /// <summary>The rest of the text is the beginning, and no more, of a secret.</summary>
    private bool KeepBeginnings(string text, int index) => redactor.Forms.Any(form =>
        text.Length - index < form.Length && string.CompareOrdinal(text, index, form, 0, text.Length - index) == 0);

    private static bool KeepNothing(string text, int index) => false;
}
