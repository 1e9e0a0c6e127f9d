using TorchTrt.Release.Suites;

namespace TorchTrt.Release.Ports;

/// <summary>Runs suites of the checklist on this machine, in a copy of the checkout at exactly the commit that is released.</summary>
public interface ISuites
{
    /// <summary><c>x86_64</c> or <c>aarch64</c>.</summary>
    string Platform { get; }

    /// <summary>Why this machine cannot run them: tools, modules, another build of the library, what Bazel cannot load. Empty when it can.</summary>
    Task<IReadOnlyList<ReleaseError>> Unable(IReadOnlyList<LocalSuite> suites, CancellationToken cancel);

    Task<SuiteResult> Run(LocalSuite suite, CancellationToken cancel);
}

/// <summary>Results of suites that were run by hand, on this machine and on others.</summary>
public interface ISuiteResults
{
    /// <summary>What this machine came to at a commit, one for each title.</summary>
    IReadOnlyList<SuiteResult> Own(CommitId commit);

    /// <summary>What other machines came to, whose files were brought here.</summary>
    /// <exception cref="ReleaseException">TR3308 for every file that is no such result.</exception>
    IReadOnlyList<SuiteResult> FromElsewhere(CommitId commit);

    /// <summary>Replaces this machine's result of that title.</summary>
    void Keep(SuiteResult result);
}
