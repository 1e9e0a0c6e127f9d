namespace Reliability.Tests.Stories;

/// <summary>The lines that two worlds do not share.</summary>
public static class Difference
{
    public static string Between(string expected, string found)
    {
        var (before, after) = (expected.Split('\n'), found.Split('\n'));
        var lines = before.Except(after).Select(line => $"missing {line.Trim()}").Concat(after.Except(before).Select(line => $"extra {line.Trim()}")).ToList();
        return lines.Count == 0 ? $"the same lines, {before.Length} and {after.Length} of them" : string.Join("; ", lines.Take(8));
    }
}
