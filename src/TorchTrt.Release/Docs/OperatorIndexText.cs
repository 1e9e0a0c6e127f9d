using System.Text;

namespace TorchTrt.Release.Docs;

/// <summary>The index as text: the operators it lists, so that an empty or broken one is seen.</summary>
public sealed record OperatorIndexText(int Operators)
{
    private const string Anchor = ".. _supported_ops:";

    /// <summary>Null unless it is the index: its anchor, a title, and at least one item <c>- namespace::name</c> or <c>- namespace.name</c>.</summary>
    public static OperatorIndexText? Read(byte[] content)
    {
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        var operators = lines.Count(line => line.StartsWith("- ", StringComparison.Ordinal) && line.Length > 4 && line.AsSpan(2).IndexOfAny(":.") > 0);
        return operators > 0 && lines.Any(line => line.Trim() == Anchor) ? new OperatorIndexText(operators) : null;
    }
}
