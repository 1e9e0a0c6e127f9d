using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>What a commit means for the next version, lightest first.</summary>
public enum CommitWeight
{
    None,
    Fix,
    Feature,
    BreaksCompiler,
    BreaksApi,
}

/// <summary>
/// A commit as the release criteria weigh it. Its message is read as a conventional commit in the ways the project writes them:
/// <c>feat(//core): …</c>, <c>refactor!(//cpp): …</c>, <c>refactor! : …</c>, and a <c>BREAKING CHANGE</c> in the body.
/// </summary>
/// <param name="Why">For people: <c>feat</c>, <c>breaking change in the compiler</c>.</param>
public sealed partial record WeighedCommit(CommitId Id, string Subject, CommitWeight Weight, string Why)
{
    public static WeighedCommit Of(Commit commit)
    {
        var subject = commit.Message.Split('\n', 2)[0].TrimEnd('\r');
        var head = Head().Match(subject);
        var type = head.Groups["type"].Value.ToLowerInvariant();
        var weight = (head.Groups["mark"].Success || Breaking().IsMatch(commit.Message), type) switch
        {
            (true, _) => InCompiler(head.Groups["scope"].Value) ? CommitWeight.BreaksCompiler : CommitWeight.BreaksApi,
            (_, "feat" or "feature") => CommitWeight.Feature,
            (_, "fix" or "perf") => CommitWeight.Fix,
            _ => CommitWeight.None,
        };
        return new WeighedCommit(commit.Id, subject, weight, weight switch
        {
            CommitWeight.BreaksApi => "breaking API change",
            CommitWeight.BreaksCompiler => "breaking change in the compiler",
            _ => type,
        });
    }

    /// <summary><c>9ef1840 feat(//core): … (feat)</c>.</summary>
    public override string ToString() => $"{Id.Short} {Subject} ({Why})";

    private static bool InCompiler(string scope)
    {
        var area = scope.TrimStart('/').Split('/')[0];
        return area is "core" or "compiler" or "converters" or "conversion" or "evaluators" or "lowering" or "partitioning" or "dynamo" or "runtime" or "fx";
    }

    [GeneratedRegex(
        @"\A\s*\[?(?<type>[A-Za-z]+)\]?\s*(?<mark>!)?\s*(\((?<scope>[^)]*)\))?\s*(?<mark>!)?\s*:", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Head();

    [GeneratedRegex(@"^\s*BREAKING[ -]CHANGES?\s*:", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Breaking();
}
