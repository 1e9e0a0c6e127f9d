namespace TorchTrt.Release.Suites;

/// <summary>A command that runs tests in a checkout.</summary>
public abstract record SuiteCommand
{
    /// <summary>As people type it.</summary>
    public abstract override string ToString();
}

/// <summary>A test or a <c>test_suite</c> of Bazel.</summary>
/// <param name="Label">Such as <c>//tests:tests</c>.</param>
public sealed record BazelTests(string Label) : SuiteCommand
{
    public override string ToString() => $"bazel test {Label}";
}

/// <summary>pytest in a folder, as the project's own workflows start it.</summary>
/// <param name="Folder">Relative to the checkout, with '/'.</param>
/// <param name="Path">Relative to that folder.</param>
public sealed record Pytest(string Folder, string Path) : SuiteCommand
{
    public override string ToString() => $"pytest {Folder}/{Path}";
}

/// <summary>The project's own list of suites (tests/ci, from v2.14.0 on), which starts pytest itself.</summary>
/// <param name="Arguments">Of <c>python -m tests.ci</c>.</param>
public sealed record SuiteManifest(params IReadOnlyList<string> Arguments) : SuiteCommand
{
    public override string ToString() => $"python -m tests.ci {string.Join(' ', Arguments)}";
}

/// <summary>A suite of the checklist as this checkout can run it on one platform.</summary>
/// <param name="Title">As the checklist says it: <c>Required Tests (x86_64)</c>.</param>
/// <param name="Commands">All of them have to pass.</param>
public sealed record LocalSuite(string Title, IReadOnlyList<SuiteCommand> Commands);
