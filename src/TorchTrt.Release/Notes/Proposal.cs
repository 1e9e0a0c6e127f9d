using System.Globalization;
using System.Text.RegularExpressions;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Notes;

/// <summary>A change as it was proposed: a pull request with all of its commits, or a commit that came without one.</summary>
/// <param name="Title">One line: the pull request's title, or the first paragraph of the commit's message. Numbers at its end are in <paramref name="PullRequests"/> instead.</param>
/// <param name="PullRequests">Numbers, as written; empty when none is known.</param>
/// <param name="Commits">Newest first, at least one, none of them a merge.</param>
/// <param name="Ids">Every commit by which somebody may call it: those above, and the merge.</param>
internal sealed partial record Proposal(string Title, IReadOnlyList<int> PullRequests, IReadOnlyList<Commit> Commits, IReadOnlyList<CommitId> Ids)
{
    private const int LongestTitle = 300;

    /// <summary>The message that a revert's marks are looked for in.</summary>
    public string Message => Commits[0].Message;

    public static Proposal Of(Commit commit)
    {
        var (title, pulls) = Split(Subject(commit.Message));
        return new Proposal(title, pulls, [commit], [commit.Id]);
    }

    /// <summary>A pull request that was merged with a merge commit.</summary>
    public static Proposal Of(Commit merge, int pullRequest, IReadOnlyList<Commit> commits)
    {
        var title = string.Join('\n', merge.Message.Split('\n').Skip(1)).Trim();
        var (subject, pulls) = Split(Subject(title.Length > 0 ? title : commits[^1].Message));
        return new Proposal(subject, [.. pulls.Append(pullRequest).Distinct()], commits, [merge.Id, .. commits.Select(commit => commit.Id)]);
    }

    /// <summary>The number in <c>Merge pull request #N from …</c>; null for any other message.</summary>
    public static int? MergedPullRequest(Commit merge) => MergeOfPullRequest().Match(merge.Message) is { Success: true } match ? Number(match.Groups[1]) : null;

    /// <summary>Title and the numbers of pull requests at its end: <c>x (#12) (#34)</c>.</summary>
    public static (string Title, IReadOnlyList<int> PullRequests) Split(string subject)
    {
        var match = NumbersAtEnd().Match(subject);
        var title = subject[..match.Index].TrimEnd();
        return title.Length == 0 ? (subject, []) : (title, [.. match.Groups[1].Captures.Select(Number).Distinct()]);
    }

    /// <summary>
    /// The first paragraph on one line, as <c>git log --format=%s</c> has it. A title that GitHub cut with an ellipsis goes on in the body.
    /// </summary>
    private static string Subject(string message)
    {
        var paragraphs = message.ReplaceLineEndings("\n").Trim('\n').Split("\n\n", 3, StringSplitOptions.TrimEntries);
        var subject = PlainText.OneLine(paragraphs[0]);
        var (title, pulls) = Split(subject);
        if (paragraphs.Length < 2 || !title.EndsWith('\u2026') || !paragraphs[1].StartsWith('\u2026')) return PlainText.Cut(subject, LongestTitle);
        var whole = PlainText.OneLine(title.TrimEnd('\u2026') + paragraphs[1].Split('\n')[0].TrimStart('\u2026'));
        return PlainText.Cut(whole, LongestTitle) + string.Concat(pulls.Select(number => $" (#{number})"));
    }

    private static int Number(Capture digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\AMerge pull request #([0-9]{1,9}) from ", RegexOptions.CultureInvariant)]
    private static partial Regex MergeOfPullRequest();

    [GeneratedRegex(@"(?:\s*\(#([0-9]{1,9})\))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumbersAtEnd();
}
