using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Pins;

/// <summary>Which lines of a file hold this release's dependencies. Comments never do, nor do the lines for Jetson, whose versions are frozen.</summary>
public sealed record LineRule(Func<string, bool> Opens, Func<string, bool> Closes, Func<string, bool> Skips)
{
    /// <summary>Every line but comments.</summary>
    public static LineRule Plain { get; } = new(_ => false, _ => true, IsComment) { Opening = "\0" };

    /// <summary>A pyproject: not the lines whose marker asks for a Tegra release.</summary>
    public static LineRule Project { get; } = Plain with { Skips = line => IsComment(line) || IsForTegra(line) };

    /// <summary>A setup.py: not the bodies of functions named for Jetpack.</summary>
    public static LineRule Setup { get; } = new(IsJetpackFunction, IsTopLevel, IsComment) { Opening = "def " };

    /// <summary>A WORKSPACE or MODULE.bazel: not the repositories for Jetson and for Windows on Arm, which have versions of their own.</summary>
    public static LineRule Bazel { get; } = new(IsOtherBoard, line => line.StartsWith(')'), IsComment);

    /// <summary>A CircleCI configuration: only what stands under one key of two blanks' indent.</summary>
    public static LineRule Under(string key)
        => new(line => IsKey(line) && !line.AsSpan(2).StartsWith($"{key}:", StringComparison.Ordinal), line => line.StartsWith($"  {key}:", StringComparison.Ordinal), IsComment);

    /// <summary>Text without which no line opens; null when any may.</summary>
    public string? Opening { get; init; }

    /// <summary>Says of a line whether it counts. Asked in the order of the file; what lies between is looked at once.</summary>
    public Func<Span, bool> In(SourceText file)
    {
        IEnumerator<Span>? shut = null;
        Span? region = null;
        var (asked, answer) = (-1, false);
        return line =>
        {
            if (asked == line.Start) return answer;
            if (shut is null) region = Next(shut = Shut(file).GetEnumerator());
            while (region is { } passed && passed.End <= line.Start) region = Next(shut);
            asked = line.Start;
            return answer = (region is not { } next || line.Start < next.Start) && !Skips(file.At(line));
        };
    }

    private static Span? Next(IEnumerator<Span> regions) => regions.MoveNext() ? regions.Current : null;

    /// <summary>The stretches from a line that opens to the next that closes.</summary>
    private IEnumerable<Span> Shut(SourceText file)
    {
        if (Opening is { } literal && !file.Text.Contains(literal, StringComparison.Ordinal)) yield break;
        var start = -1;
        foreach (var line in file.Lines())
        {
            if (start < 0 && Opening is { } needed && !file.Text.AsSpan(line.Start, line.Length).Contains(needed, StringComparison.Ordinal)) continue;
            var text = file.At(line);
            var opens = Opens(text);
            if (start >= 0 && !opens && Closes(text))
            {
                yield return new Span(start, line.Start - start);
                start = -1;
            }

            if (opens && start < 0) start = line.Start;
        }

        if (start >= 0) yield return new Span(start, file.Text.Length - start + 1);
    }

    private static bool IsKey(string line) => line.Length > 2 && line.StartsWith("  ", StringComparison.Ordinal) && line[2] is not (' ' or '#');

    private static bool IsOtherBoard(string line)
    {
        var text = line.AsSpan().Trim();
        return text.StartsWith("name = ", StringComparison.Ordinal)
            && (text.Contains("l4t", StringComparison.Ordinal) || text.Contains("jetson", StringComparison.Ordinal) || text.Contains("win_arm64", StringComparison.Ordinal));
    }

    private static bool IsComment(string line) => line.AsSpan().TrimStart().StartsWith('#');

    private static bool IsForTegra(string line)
        => line.Contains("'tegra' in platform_release", StringComparison.Ordinal) && !line.Contains("'tegra' not in", StringComparison.Ordinal);

    private static bool IsJetpackFunction(string line)
        => line.StartsWith("def ", StringComparison.Ordinal) && line.Split('(')[0].Contains("jetpack", StringComparison.OrdinalIgnoreCase);

    private static bool IsTopLevel(string line) => line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[0] is not ('#' or ')');
}
