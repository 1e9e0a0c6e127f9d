namespace Reliability.Tests.Stories;

/// <summary>How much of each experiment runs, and where its figures go.</summary>
public static class Figures
{
    /// <summary><c>whole</c> for every case; anything else for a slice that fits into the test command.</summary>
    public const string ScaleVariable = "RELIABILITY";

    /// <summary>A file that one line is added to for each experiment.</summary>
    public const string FileVariable = "RELIABILITY_FIGURES";

    private static readonly Lock Gate = new();

    public static bool AreWhole => Environment.GetEnvironmentVariable(ScaleVariable) == "whole";

    /// <summary>All of the cases, or about <paramref name="slice"/> of them, evenly spread.</summary>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> cases, int slice)
    {
        if (AreWhole || cases.Count <= slice) return cases;
        return [.. Enumerable.Range(0, slice).Select(index => cases[(int)((long)index * cases.Count / slice)])];
    }

    public static int Count(int whole, int slice) => AreWhole ? whole : slice;

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
