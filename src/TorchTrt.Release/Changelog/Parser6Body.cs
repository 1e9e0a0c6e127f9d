namespace TorchTrt.Release.Changelog;

/// <summary>
/// A message read as conventional-commits-parser 6.4 reads it: a breaking note runs until a line with a reference, so it takes the trailers in, and
/// <c>---</c> is a field.
/// </summary>
internal sealed class Parser6Body(string[] lines) : MessageBody(lines)
{
    /// <summary>A line between two hyphens; <paramref name="named"/> tells whether there is anything between them.</summary>
    protected override bool IsField(string line, out bool named)
    {
        named = line.Length > 2;
        return line.Length >= 2 && line[0] == '-' && line[^1] == '-' && !line.Any(Ecma.IsLineTerminator);
    }

    protected override BreakingNote? OpenNote(string line) => BreakingNote.OpenLoosely(line);

    protected override bool EndsNote(BreakingNote note)
    {
        var refers = Refer(Parser6References.Read(Line));
        if (!refers) note.Add(Line);
        Next();
        return refers;
    }

    protected override void ReadPlainLine()
    {
        Refer(Parser6References.Read(Line));
        Next();
    }
}
