using System.Globalization;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Suites;

/// <summary>How many tests ended how. A flaky one passed in the end.</summary>
public sealed record TestTally(int Passed, int Failed, int Skipped)
{
    public static TestTally None { get; } = new(0, 0, 0);

    public static TestTally operator +(TestTally one, TestTally other) => new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}

/// <summary>A suite that somebody ran by hand, on a machine and at a commit.</summary>
/// <param name="Title">As the checklist says it.</param>
/// <param name="Problems">What did not pass, a sentence each; empty where the suite is green.</param>
/// <param name="Machine">What it ran on, such as <c>Debian GNU/Linux 12 on x86_64</c>.</param>
/// <param name="Commands">What was run, as people type it.</param>
public sealed record SuiteResult(
    string Title, CommitId Commit, IReadOnlyList<string> Problems, TestTally Tests, string Machine, IReadOnlyList<string> Commands, DateTimeOffset Completed)
{
    public bool IsGreen => Problems.Count == 0;

    /// <summary>In one shape with what the forge knows; where that has an address, this has the commands.</summary>
    public CheckResult Check => new(Title, IsGreen ? CheckConclusion.Success : CheckConclusion.Failure, $"by hand on {Machine}: {string.Join("; ", Commands)}: {Tests}", Completed);
}
