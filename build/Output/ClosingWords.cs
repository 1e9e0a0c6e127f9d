namespace Build.Output;

/// <summary>Lines that stand last on the screen, after everything else, failures included.</summary>
public sealed class ClosingWords
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string line) => _lines.Add(line);
}
