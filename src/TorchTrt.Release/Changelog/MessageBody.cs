namespace TorchTrt.Release.Changelog;

/// <summary>
/// What the lines below a commit's header say. A line such as <c>-name-</c> is the name of a field whose value is the rest of the message, and hides it.
/// </summary>
internal abstract class MessageBody(string[] lines)
{
    private readonly List<BreakingNote> notes = [];
    private readonly List<IssueReference> references = [];
    private int at = 1;

    /// <param name="lines">Of the whole message: the first one is the header, and is passed over.</param>
    public static MessageBody Read(string[] lines, ChangelogFormat format)
    {
        MessageBody body = format == ChangelogFormat.Cc8 ? new Parser7Body(lines) : new Parser6Body(lines);
        while (body.MoreLines)
        {
            body.SkipFields();
            body.ReadNotes();
            if (body.MoreLines) body.ReadPlainLine();
        }

        return body;
    }

    /// <summary>Texts of the breaking notes, in order.</summary>
    public IReadOnlyList<string> BreakingNotes => notes.Count == 0 ? [] : [.. notes.Select(note => note.ToString())];

    /// <summary>References in order, repeats included.</summary>
    public IReadOnlyList<IssueReference> References => references;

    protected bool MoreLines => at < lines.Length;

    protected string Line => lines[at];

    protected abstract bool IsField(string line, out bool named);

    protected abstract BreakingNote? OpenNote(string line);

    /// <summary>Takes the line in; true when it ends the note it stands in.</summary>
    protected abstract bool EndsNote(BreakingNote note);

    protected abstract void ReadPlainLine();

    protected void Next() => at++;

    protected bool Refer(IReadOnlyList<IssueReference> found)
    {
        references.AddRange(found);
        return found.Count > 0;
    }

    /// <summary>Passes over <c>-name-</c> lines and their values; true when there was a value.</summary>
    private bool SkipFields()
    {
        var inField = false;
        var skipped = false;
        for (; MoreLines; at++)
        {
            if (IsField(Line, out var named))
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
        while (MoreLines && OpenNote(Line) is { } note)
        {
            notes.Add(note);
            Next();
            if (!ReadUntilNextNote(note)) return;
        }
    }

    /// <summary>True when the note ends because another one begins.</summary>
    private bool ReadUntilNextNote(BreakingNote note)
    {
        while (MoreLines)
        {
            if (SkipFields() || !MoreLines) return false;
            if (OpenNote(Line) is not null) return true;
            if (EndsNote(note)) return false;
        }

        return false;
    }
}
