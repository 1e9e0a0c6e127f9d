using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Docs;

/// <summary>Which frontend an index is about. The one is never written over the other.</summary>
public enum OperatorKind
{
    /// <summary>Up to v2.11: <c>aten::relu(Tensor input) -> (Tensor)</c>.</summary>
    TorchScript,

    /// <summary>From v2.12.0: <c>aten.relu(Tensor self) -> Tensor</c>.</summary>
    Dynamo,
}

/// <summary>An operator that the index lists.</summary>
/// <param name="Name">With namespace and overload: <c>aten::add.Tensor</c> or <c>aten.add.Tensor</c>.</param>
/// <param name="Schema">The whole item on one line, without RST escapes; the name alone where there is no schema (<c>_operator.add</c>).</param>
public sealed record Operator(string Name, string Schema);

/// <summary>A heading and what is listed under it.</summary>
public sealed record OperatorSection(string Title, IReadOnlyList<Operator> Operators);

/// <summary>Something in the file that is not as an index is written.</summary>
/// <param name="Line">From 1.</param>
public sealed record OperatorIndexProblem(int Line, string What);

/// <summary>
/// docsrc/indices/supported_ops.rst, read: the anchor, a title, sections with a heading underlined with hyphens, items <c>- schema</c> whose
/// continuation lines are indented, and in Dynamo's list a line that counts them.
/// </summary>
public sealed partial record OperatorIndexText(OperatorKind Kind, IReadOnlyList<OperatorSection> Sections, IReadOnlyList<OperatorIndexProblem> Problems, byte[] Sorted)
{
    private const string Anchor = ".. _supported_ops:";

    /// <summary>How many items there are.</summary>
    public int Operators => Sections.Sum(section => section.Operators.Count);

    /// <summary>Reads a file. What is wrong with it is in <see cref="Problems"/>, every line of it; <see cref="Sorted"/> is the file with each section in ordinal order.</summary>
    public static OperatorIndexText Read(byte[] content) => new Reader(Encoding.UTF8.GetString(content)).Read();

    private sealed class Reader(string text)
    {
        private readonly string[] lines = text.Split('\n');
        private readonly List<OperatorIndexProblem> problems = [];
        private readonly List<Section> sections = [];
        private readonly StringBuilder sorted = new(text.Length + 256);

        public OperatorIndexText Read()
        {
            if (!text.EndsWith('\n')) problems.Add(new OperatorIndexProblem(lines.Length, "the file ends in the middle of a line"));
            if (text.Contains('\uFFFD', StringComparison.Ordinal)) problems.Add(new OperatorIndexProblem(LineWith("\uFFFD"), "bytes that are no UTF-8"));
            if (!lines.Contains(Anchor)) problems.Add(new OperatorIndexProblem(1, $"no anchor {Anchor}"));
            for (var at = 0; at < lines.Length;) at = Take(at);
            Flush();
            if (sections.Count == 0) problems.Add(new OperatorIndexProblem(lines.Length, "no section with a heading"));
            foreach (var section in sections) Check(section);
            var kind = sections.SelectMany(section => section.Items).FirstOrDefault(item => item.IsWellFormed)?.Kind ?? OperatorKind.TorchScript;
            foreach (var stranger in sections.SelectMany(section => section.Items).Where(item => item.IsWellFormed && item.Kind != kind))
                problems.Add(new OperatorIndexProblem(stranger.Line, $"'{Short(stranger.Schema)}' is of the other frontend than the first item"));
            return new OperatorIndexText(
                kind,
                [.. sections.Select(section => new OperatorSection(section.Title, [.. section.Items.Select(item => new Operator(item.Name, item.Schema))]))],
                [.. problems.OrderBy(problem => problem.Line)],
                Encoding.UTF8.GetBytes(sorted.ToString(0, sorted.Length - 1)));
        }

        /// <summary>Takes a heading, an item with its continuation lines, or one other line; returns where to go on.</summary>
        private int Take(int at)
        {
            var line = lines[at];
            if (at + 1 < lines.Length && line.Length > 0 && Underline().IsMatch(lines[at + 1]))
            {
                Flush();
                sections.Add(new Section(line, at + 1));
                Append(line);
                Append(lines[at + 1]);
                return at + 2;
            }

            if (!line.StartsWith("- ", StringComparison.Ordinal))
            {
                if (line.Length > 0) Other(line, at + 1);
                Flush();
                Append(line);
                return at + 1;
            }

            var end = at + 1;
            while (end < lines.Length && lines[end].StartsWith("  ", StringComparison.Ordinal)) end++;
            var item = Item.Of(lines[at..end], at + 1);
            if (sections.Count == 0)
            {
                problems.Add(new OperatorIndexProblem(at + 1, "an item before the first heading"));
                Append(item.Text);
            }
            else
            {
                sections[^1].Items.Add(item);
                sections[^1].Waiting.Add(item);
            }

            if (!item.IsWellFormed) problems.Add(new OperatorIndexProblem(at + 1, $"'{Short(item.Schema)}' is no operator"));
            return end;
        }

        private void Other(string line, int number)
        {
            if (sections.Count == 0) return;
            if (Count().Match(line) is { Success: true } count) sections[^1].Counted = (int.Parse(count.Groups[1].ValueSpan, CultureInfo.InvariantCulture), number);
            else problems.Add(new OperatorIndexProblem(number, $"'{Short(line)}' is neither heading nor item"));
        }

        private void Check(Section section)
        {
            if (section.Counted is { } counted && counted.Number != section.Items.Count)
                problems.Add(new OperatorIndexProblem(counted.Line, $"the line counts {counted.Number} operators and {section.Items.Count} are listed"));
            else if (section is { Counted: null, Items.Count: 0 })
                problems.Add(new OperatorIndexProblem(section.Line, $"'{Short(section.Title)}' lists nothing"));
        }

        /// <summary>Writes the items of the last section that were not written yet, in order.</summary>
        private void Flush()
        {
            if (sections.Count == 0) return;
            foreach (var item in sections[^1].Waiting.OrderBy(item => item.Schema, StringComparer.Ordinal)) Append(item.Text);
            sections[^1].Waiting.Clear();
        }

        private void Append(string line) => sorted.Append(line).Append('\n');

        private int LineWith(string part) => Array.FindIndex(lines, line => line.Contains(part, StringComparison.Ordinal)) + 1;
    }

    private sealed class Section(string title, int line)
    {
        public string Title => title;

        public int Line => line;

        public List<Item> Items { get; } = [];

        public List<Item> Waiting { get; } = [];

        public (int Number, int Line)? Counted { get; set; }
    }

    private sealed record Item(string Name, string Schema, OperatorKind Kind, string Text, int Line, bool IsWellFormed)
    {
        public static Item Of(string[] lines, int number)
        {
            var schema = string.Join(' ', lines.Select((line, at) => (at == 0 ? line[2..] : line).Trim())).Replace(@"\*", "*", StringComparison.Ordinal);
            var match = TorchScript().Match(schema);
            var kind = match.Success || schema.Contains("::", StringComparison.Ordinal) ? OperatorKind.TorchScript : OperatorKind.Dynamo;
            if (!match.Success) match = Dynamo().Match(schema);
            var text = string.Join('\n', lines);
            // Docutils takes a bare "*," for the begin of emphasis; Dynamo's generator does not escape it, the project's own list does.
            if (kind == OperatorKind.Dynamo) text = BareAsterisk().Replace(text, @"\*");
            return new Item(match.Success ? match.Groups[1].Value : schema, schema, kind, text, number, match.Success);
        }
    }

    private static string Short(string text) => string.Concat(text.Take(80).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) + (text.Length > 80 ? "…" : "");

    [GeneratedRegex(@"\A-{4,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Underline();

    [GeneratedRegex(@"\A\*([0-9]{1,6}) [^*]+\*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Count();

    [GeneratedRegex(@"\A([A-Za-z_][A-Za-z0-9_]*::[A-Za-z0-9_.]+)\(.*\) -> \S.*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TorchScript();

    /// <summary>Only Python's own operators come without a schema.</summary>
    [GeneratedRegex(@"\A((?!(?:aten|prims|prim)\.[^(]*\z)[A-Za-z_][A-Za-z0-9_]*\.[A-Za-z0-9_.]+)(?:\(.*\) -> \S.*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dynamo();

    [GeneratedRegex(@"(?<!\\)\*", RegexOptions.CultureInvariant)]
    private static partial Regex BareAsterisk();
}
