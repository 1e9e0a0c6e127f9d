namespace TorchTrt.Release.Notes;

/// <summary>What a part of a line is.</summary>
internal enum InlineKind
{
    Text,

    /// <summary>Shown as code: between backticks, or a name that would notify somebody.</summary>
    Code,

    /// <summary>An <c>http</c> or <c>https</c> address.</summary>
    Address,
}

/// <param name="Text">As it is shown.</param>
internal sealed record InlineRun(InlineKind Kind, string Text);

/// <summary>Takes a line of plain text apart: code spans (CommonMark 6.1), addresses (GFM 6.9), mentions of people and teams, and the rest.</summary>
internal sealed class InlineReader
{
    private const string TrailingMarks = "?!.,:;*_~'\"";

    private readonly string line;
    private readonly List<InlineRun> runs = [];
    private int pending;

    private InlineReader(string line) => this.line = line;

    /// <summary>The parts in their order; two of code never stand side by side.</summary>
    public static IReadOnlyList<InlineRun> Read(string line)
    {
        var reader = new InlineReader(line);
        reader.ReadAll();
        return reader.runs;
    }

    private void ReadAll()
    {
        for (var at = 0; at < line.Length;)
        {
            at = line[at] switch
            {
                '`' => TakeCode(at),
                '@' => TakeMention(at),
                'h' or 'H' => TakeAddress(at),
                _ => at + 1,
            };
        }

        Flush(line.Length);
    }

    /// <summary>A run of backticks is closed by the next one of the same length, or stands for itself.</summary>
    private int TakeCode(int at)
    {
        var open = RunEnd(at);
        for (var close = line.IndexOf('`', open); close >= 0; close = line.IndexOf('`', RunEnd(close)))
        {
            if (RunEnd(close) - close != open - at) continue;
            var code = line[open..close];
            if (code is [' ', .., ' '] && code.Trim(' ').Length > 0) code = code[1..^1];
            return Add(InlineKind.Code, code, at, RunEnd(close));
        }

        return open;
    }

    private int RunEnd(int at)
    {
        while (at < line.Length && line[at] == '`') at++;
        return at;
    }

    /// <summary>GitHub takes <c>@</c> for a mention after anything that is no ASCII word character; an address of mail is none.</summary>
    private int TakeMention(int at)
    {
        if (at + 1 == line.Length || !char.IsAsciiLetterOrDigit(line[at + 1]) || (at > 0 && at > pending && char.IsAsciiLetterOrDigit(line[at - 1]))) return at + 1;
        var end = at + 1;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' or '/' or '.' or '-' or '@')) end++;
        while (line[end - 1] is '/' or '.' or '-' or '@') end--;
        return Add(InlineKind.Code, line[at..end], at, end);
    }

    private int TakeAddress(int at)
    {
        var rest = line.AsSpan(at);
        var scheme = rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (scheme == 0 || (at > 0 && char.IsAsciiLetterOrDigit(line[at - 1]))) return at + 1;
        var end = at + scheme;
        while (end < line.Length && line[end] is not (' ' or '<' or '>' or '"' or '`')) end++;
        end = WithoutTrail(at + scheme, end);
        return end > at + scheme && char.IsAsciiLetterOrDigit(line[at + scheme]) ? Add(InlineKind.Address, line[at..end], at, end) : at + 1;
    }

    /// <summary>Marks after an address belong to the sentence, and so does a closing parenthesis that was not opened in it.</summary>
    private int WithoutTrail(int start, int end)
    {
        var address = line.AsSpan(start, end - start);
        var unopened = address.Count(')') - address.Count('(');
        for (; end > start; end--)
        {
            if (line[end - 1] == ')' && unopened > 0) unopened--;
            else if (!TrailingMarks.Contains(line[end - 1], StringComparison.Ordinal)) break;
        }

        return end;
    }

    private int Add(InlineKind kind, string text, int start, int end)
    {
        Flush(start);
        if (kind == InlineKind.Code && runs is [.., { Kind: InlineKind.Code } last]) runs[^1] = last with { Text = last.Text + text };
        else runs.Add(new InlineRun(kind, text));
        pending = end;
        return end;
    }

    private void Flush(int end)
    {
        if (end > pending) runs.Add(new InlineRun(InlineKind.Text, line[pending..end]));
        pending = end;
    }
}
