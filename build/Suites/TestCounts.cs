namespace Build.Suites;

/// <summary>What a test run, or several together, came to.</summary>
/// <param name="MissingComponents">Reasons of the tests that were skipped because this machine lacks something.</param>
public sealed record TestCounts(int Passed, int Failed, int Skipped, IReadOnlyList<string> MissingComponents)
{
    public static TestCounts None { get; } = new(0, 0, 0, []);

    public TestCounts Plus(TestCounts other) => new(
        Passed + other.Passed, Failed + other.Failed, Skipped + other.Skipped, [.. MissingComponents, .. other.MissingComponents]);

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
