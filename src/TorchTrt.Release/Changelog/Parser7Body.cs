namespace TorchTrt.Release.Changelog;

/// <summary>
/// A message read as conventional-commits-parser 7.1 reads it: a breaking note runs until a trailer (git-interpret-trailers(1)), references and all, and
/// a field has a word in its name.
/// </summary>
internal sealed class Parser7Body(string[] lines) : MessageBody(lines)
{
    protected override bool IsField(string line, out bool named)
        => named = line.Length > 2 && line[0] == '-' && line[^1] == '-' && line.Any(Ecma.IsWord) && !line.Any(Ecma.IsLineTerminator);

    protected override BreakingNote? OpenNote(string line) => BreakingNote.OpenStrictly(line);

    protected override bool EndsNote(BreakingNote note)
    {
        var form = TrailerLine.FormOf(Line);
        Refer(Parser7References.Read(Line, form));
        if (form == LineForm.Text) note.Add(Line);
        Next();
        return form == LineForm.Trailer;
    }

    protected override void ReadPlainLine()
    {
        Refer(Parser7References.Read(Line, TrailerLine.FormOf(Line)));
        Next();
    }
}
