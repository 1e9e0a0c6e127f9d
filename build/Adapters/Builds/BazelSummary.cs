using System.Text.RegularExpressions;
using TorchTrt.Release.Suites;

namespace Build.Adapters.Builds;

/// <summary>The summary at the end of <c>bazel test</c>: one line for each test target (https://bazel.build/docs/user-manual#test-summary).</summary>
internal static partial class BazelSummary
{
    public static TestTally Read(string output)
        => Line().Matches(output).Select(line => line.Groups[1].Value switch
        {
            "PASSED" or "FLAKY" => new TestTally(1, 0, 0),
            "SKIPPED" => new TestTally(0, 0, 1),
            _ => new TestTally(0, 1, 0),
        }).Aggregate(TestTally.None, (sum, one) => sum + one);

    /// <summary><c>//tests/core:test_operator_support   (cached) PASSED in 0.1s</c></summary>
    [GeneratedRegex(@"^(?:@\S*)?//\S+\s+(?:\(cached\) )?(PASSED|FLAKY|FAILED TO BUILD|FAILED|TIMEOUT|NO STATUS|INCOMPLETE|SKIPPED|REMOTE FAILURE)\b", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
