namespace TorchTrt.Release.Changelog;

/// <summary>
/// What the lines below a commit's header say, read as conventional-commits-parser 6.4 reads them. A breaking note runs until a line with a
/// reference, so it takes the trailers in; a line such as <c>---</c> is the name of a field whose value is the rest of the message, and hides it.
/// </summary>
internal sealed class MessageBody
{
    private readonly string[] lines;
    private readonly List<BreakingNote> notes = [];
    private readonly List<IssueReference> references = [];
    private int at;

    public MessageBody(string[] lines)
    {
        this.lines = lines;
        while (MoreLines)
        {
            SkipFields();
            ReadNotes();
            ReadPlainLine();
        }
    }

    /// <summary>Texts of the breaking notes, in order.</summary>
    public IReadOnlyList<string> BreakingNotes => [.. notes.Select(note => note.ToString())];

    /// <summary>References in order, repeats included.</summary>
    public IReadOnlyList<IssueReference> References => references;

    private bool MoreLines => at < lines.Length;

    /// <summary>Passes over <c>-name-</c> lines and their values; true when there was a value.</summary>
    private bool SkipFields()
    {
        var inField = false;
        var skipped = false;
        for (; MoreLines; at++)
        {
            if (IsField(lines[at], out var named))
            {
                inField = named;
                continue;
            }

            if (!inField) break;
            skipped = true;
        }

        return skipped;
    }

    /// <summary>Reads a note, and those that follow it directly.</summary>
    private void ReadNotes()
    {
        while (MoreLines && BreakingNote.Open(lines[at]) is { } note)
        {
            notes.Add(note);
            at++;
            if (!ReadUntilNextNote(note)) return;
        }
    }

    /// <summary>True when the note ends because another one begins.</summary>
    private bool ReadUntilNextNote(BreakingNote note)
    {
        while (MoreLines)
        {
            if (SkipFields() || !MoreLines) return false;
            if (BreakingNote.Open(lines[at]) is not null) return true;
            if (ReadReferences()) return false;
            note.Add(lines[at++]);
        }

        return false;
    }

    private void ReadPlainLine()
    {
        if (MoreLines && !ReadReferences()) at++;
    }

    /// <summary>Takes the line if it has references.</summary>
    private bool ReadReferences()
    {
        var before = references.Count;
        references.AddRange(ReferenceReader.Read(lines[at]));
        if (references.Count == before) return false;
        at++;
        return true;
    }

    /// <summary>A line between two hyphens; <paramref name="named"/> tells whether there is anything between them.</summary>
    private static bool IsField(string line, out bool named)
    {
        named = line.Length > 2;
        return line.Length >= 2 && line[0] == '-' && line[^1] == '-' && !line.Any(Ecma.IsLineTerminator);
    }
}
