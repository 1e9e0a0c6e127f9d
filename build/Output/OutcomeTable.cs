using System.Text;

namespace Build.Output;

/// <summary>The table that ends a run: step, outcome, evidence, duration.</summary>
public static class OutcomeTable
{
    private const string Gap = "  ";
    private const int NarrowestEvidence = 24;

    /// <summary>Columns of the table when it is not written to a terminal.</summary>
    public const int UsualWidth = 120;

    /// <param name="width">Columns to stay within; words longer than a line are kept whole.</param>
    public static string Render(IReadOnlyList<StepOutcome> rows, int width)
    {
        var steps = Widest("step", rows.Select(row => row.Step));
        var outcomes = Widest("outcome", rows.Select(row => row.Outcome.Word()));
        var durations = Widest("duration", rows.Select(Duration));
        var room = Math.Max(NarrowestEvidence, width - steps - outcomes - durations - (3 * Gap.Length));
        var wrapped = rows.Select(row => row.Evidence.SelectMany(line => Wrap(line, room)).DefaultIfEmpty("").ToList()).ToList();
        var evidence = Widest("evidence", wrapped.SelectMany(lines => lines));

        var text = new StringBuilder();
        Line("step", "outcome", "evidence", "duration");
        Line(new string('-', steps), new string('-', outcomes), new string('-', evidence), new string('-', durations));
        foreach (var (row, lines) in rows.Zip(wrapped))
        {
            Line(row.Step, row.Outcome.Word(), lines[0], Duration(row));
            foreach (var line in lines.Skip(1)) Line("", "", line, "");
        }

        return text.ToString();

        void Line(string step, string outcome, string proof, string duration) => text
            .Append(string.Join(Gap, step.PadRight(steps), outcome.PadRight(outcomes), proof.PadRight(evidence), duration.PadLeft(durations)).TrimEnd())
            .Append('\n');
    }

    /// <summary>Counts by outcome, in the order of the enumeration: <c>14 done, 3 not-rehearsed</c>.</summary>
    public static string Count(IReadOnlyList<StepOutcome> rows) => rows.Count == 0
        ? "no steps"
        : string.Join(", ", rows.GroupBy(row => row.Outcome).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key.Word()}"));

    private static string Duration(StepOutcome row) => row.Duration is { } duration ? Durations.Words(duration) : "";

    private static int Widest(string heading, IEnumerable<string> cells) => cells.Append(heading).Max(cell => cell.Length);

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        if (line.Length > 0) yield return line.ToString();
    }
}
