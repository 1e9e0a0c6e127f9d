using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Suites;

/// <summary>The part of release testing that no public check shows: suites that people run on machines of their own.</summary>
/// <param name="here">Runs them on this machine; null where nobody asked for that.</param>
public sealed class SuitesByHand(IWorkspace files, ISuiteResults results, ISuites? here)
{
    /// <summary>What is known of a commit, in one shape with the forge's checks.</summary>
    /// <param name="due">Suites of this machine that run again, so that what they came to before does not count.</param>
    public IReadOnlyList<CheckResult> Checks(CommitId commit, IReadOnlyList<LocalSuite> due)
        => [.. results.Own(commit).Where(result => due.All(suite => suite.Title != result.Title)).Concat(results.FromElsewhere(commit)).Select(result => result.Check)];

    /// <summary>Suites of this machine's platform that are wanted and not green here yet.</summary>
    /// <param name="wanted">Whether a context of that title holds the release up.</param>
    public async Task<IReadOnlyList<LocalSuite>> Due(CommitId commit, Func<string, bool> wanted, CancellationToken cancel)
    {
        if (here is null) return [];
        var green = results.Own(commit).Where(result => result.IsGreen).Select(result => result.Title).ToHashSet(StringComparer.Ordinal);
        return [.. (await LocalSuites.Of(files, here.Platform, cancel)).Where(suite => wanted(suite.Title) && !green.Contains(suite.Title))];
    }

    /// <summary>Why this machine cannot run them; empty when it can.</summary>
    public async Task<IReadOnlyList<ReleaseError>> Unable(IReadOnlyList<LocalSuite> due, CancellationToken cancel)
        => due.Count == 0 ? [] : await here!.Unable(due, cancel);

    /// <summary>Runs them one after the other and keeps each result as soon as it is there.</summary>
    /// <exception cref="ReleaseException">TR3306 for each that is not green; exit code 3.</exception>
    public async Task Run(IReadOnlyList<LocalSuite> due, CancellationToken cancel)
    {
        var red = new List<ReleaseError>();
        foreach (var suite in due)
        {
            var result = await here!.Run(suite, cancel);
            results.Keep(result);
            if (!result.IsGreen)
                red.Add(new ReleaseError("TR3306", $"it is not green here: {string.Join("; ", result.Problems)}.", "mend it and give the same command again: what is green is not run again", suite.Title, "every test passes"));
        }

        if (red.Count > 0) throw new ReleaseException(ExitCode.Blocked, red);
    }
}
