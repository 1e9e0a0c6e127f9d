namespace TorchTrt.Release.Steps;

/// <summary>A suite of the checklist on a platform, and the checks that show it.</summary>
/// <param name="Title">As the checklist says it.</param>
/// <param name="Patterns">Names of checks, <c>*</c> for any text; none where no public check shows it.</param>
public sealed record SuiteContext(string Title, params IReadOnlyList<string> Patterns)
{
    /// <summary>Whether a check shows it: one that is named so, or by the checklist's own words.</summary>
    public bool Covers(string check) => check == Title || Patterns.Any(pattern => Matches(pattern, check));

    /// <summary>Whether a name is one the pattern means; linear in both.</summary>
    private static bool Matches(string pattern, string name)
    {
        var parts = pattern.Split('*');
        if (!name.StartsWith(parts[0], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        foreach (var part in parts.Skip(1))
        {
            var found = name.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + part.Length;
        }

        return parts.Length == 1 ? at == name.Length : name.EndsWith(parts[^1], StringComparison.Ordinal) && at <= name.Length;
    }
}

/// <summary>What an era calls its checks.</summary>
/// <param name="Era">For people: which releases speak so.</param>
public sealed record TestVocabulary(string Era, IReadOnlyList<SuiteContext> Contexts);

/// <summary>
/// Checklist step 2 in the words of each era: required, Python API and optional tests, on x86_64 and aarch64. Which era a commit belongs to is seen
/// from the checks that ran there. To add one, add an entry.
/// </summary>
public static class SuiteContexts
{
    /// <summary>The checklist's own words; what somebody who runs the suites elsewhere reports.</summary>
    public static TestVocabulary Checklist { get; } = new("the checklist", [.. Suites.SelectMany(suite => Platforms.Select(platform => Named($"{suite} Tests ({platform})")))]);

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<TestVocabulary> All =>
    [
        Checklist,
        // One job sums the platform up; nothing of it runs tests on aarch64 (CI SBSA builds only).
        new("2.14 and later",
        [
            new("Required Tests (x86_64)", "gate"),
            new("Required Tests (aarch64)"),
            new("Python API Tests (x86_64)", "gate"),
            new("Python API Tests (aarch64)"),
            new("Optional Tests (x86_64)", "gate"),
            new("Optional Tests (aarch64)"),
        ]),
        // The aarch64 workflow of these releases builds wheels and tests none of them.
        new("2.4 to 2.13",
        [
            new("Required Tests (x86_64)", "L0 dynamo*tests*", "*L0-dynamo*-tests*", "L0 torchscript tests*", "*L0-torchscript-tests*"),
            new("Required Tests (aarch64)"),
            new("Python API Tests (x86_64)", "L0 core python tests*", "*L0-core-python-tests*"),
            new("Python API Tests (aarch64)"),
            new("Optional Tests (x86_64)", "L1 *tests*", "*L1-*-tests*", "L2 *tests*", "*L2-*-tests*"),
            new("Optional Tests (aarch64)"),
        ]),
    ];

    private static IReadOnlyList<string> Suites => ["Required", "Python API", "Optional"];

    private static IReadOnlyList<string> Platforms => ["x86_64", "aarch64"];

    /// <summary>The vocabulary in which most of these checks speak; the checklist's where none does.</summary>
    public static TestVocabulary Spoken(IReadOnlyCollection<string> checks) => All.MaxBy(vocabulary => checks.Count(check => vocabulary.Contexts.Any(context => context.Covers(check))))!;

    /// <summary>Contexts that the release manager named.</summary>
    public static TestVocabulary Given(IReadOnlyList<string> names) => new("as given", [.. names.Select(Named)]);

    private static SuiteContext Named(string name) => new(name, name);
}

/// <summary>Leave for a context not to be green.</summary>
/// <param name="Name">Of a context or of one check.</param>
/// <param name="Until">Last day on which it counts; null for this release whatever the day.</param>
public sealed record CheckWaiver(string Name, string Reason, DateOnly? Until);
