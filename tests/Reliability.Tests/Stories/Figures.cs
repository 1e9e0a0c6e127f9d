using System.Globalization;

namespace Reliability.Tests.Stories;

/// <summary>How much of each experiment runs, and where its figures go.</summary>
public static class Figures
{
    /// <summary><c>whole</c> for every case, or the most of each experiment; without it a slice runs that fits into the test command.</summary>
    public const string ScaleVariable = "RELIABILITY";

    /// <summary>A file that one line is added to for each experiment.</summary>
    public const string FileVariable = "RELIABILITY_FIGURES";

    private static readonly Lock Gate = new();

    /// <summary>The most cases of an experiment; null where nobody asked for more than a slice.</summary>
    private static int? Most => Environment.GetEnvironmentVariable(ScaleVariable) switch
    {
        null or "" => null,
        "whole" => int.MaxValue,
        var number => int.Parse(number, CultureInfo.InvariantCulture),
    };

    /// <summary>All of the cases, or as many as are asked for, evenly spread.</summary>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> cases, int slice)
    {
        var most = Most ?? slice;
        return cases.Count <= most ? cases : [.. Enumerable.Range(0, most).Select(index => cases[(int)((long)index * cases.Count / most)])];
    }

    public static int Count(int whole, int slice) => Math.Min(whole, Most ?? slice);

    /// <summary>Tells what was seen, for the page that a person reads.</summary>
    public static void Tell(string experiment, string seen)
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } file) return;
        lock (Gate) File.AppendAllText(file, $"| {experiment} | {seen} |\n");
    }

    /// <summary>Runs every case, as many at once as there are cores, and gives back what is wrong.</summary>
    public static async Task<IReadOnlyList<string>> Run<T>(IEnumerable<T> cases, Func<T, Task<string?>> attempt)
    {
        var wrong = new List<string>();
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (one, _) =>
        {
            if (await attempt(one) is not { } problem) return;
            lock (wrong) wrong.Add($"{one}: {problem}");
        });
        return wrong;
    }
}
