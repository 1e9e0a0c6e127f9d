using System.Text;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;

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
        var wrapped = rows.Select(row => Proof(row).SelectMany(line => Wrap(line, room)).DefaultIfEmpty("").ToList()).ToList();
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

    private static string Duration(StepOutcome row) => row.Outcome == Outcome.Skipped ? "" : Durations.Words(row.Duration);

    /// <summary>The evidence, or the reason there is none; the whole of both is in summary.json.</summary>
    private static IEnumerable<string> Proof(StepOutcome row)
        => row.Reason is { } reason ? [FirstLine(reason)] : row.Outcome == Outcome.Pending ? [$"{row.Changes.Count} {(row.Changes.Count == 1 ? "change" : "changes")}"] : row.Evidence.Take(1);

    private static string FirstLine(string text) => text.Split('\n') is [var first, _, ..] lines ? $"{first.TrimEnd()} (and {lines.Length - 1} more)" : text;

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
