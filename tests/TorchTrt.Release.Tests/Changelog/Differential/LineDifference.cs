using System.Text;

namespace TorchTrt.Release.Tests.Changelog.Differential;

/// <summary>What a person wants to see of two texts that should be one.</summary>
internal static class LineDifference
{
    public static string Between(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var text = new StringBuilder();
        foreach (var line in left.Except(right)) text.Append("- ").Append(line).Append('\n');
        foreach (var line in right.Except(left)) text.Append("+ ").Append(line).Append('\n');
        if (text.Length > 0) return text.ToString();
        var first = Enumerable.Range(0, Math.Min(left.Length, right.Length)).First(line => left[line] != right[line]);
        return $"line {first + 1} is\n{right[first]}\nand not\n{left[first]}\n";
    }
}
