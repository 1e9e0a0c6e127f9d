using System.Text;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Notes;

/// <summary>A change as the notes list it.</summary>
/// <param name="Scope">Operator or part named in the header; null when there is none that says more than the area.</param>
/// <param name="Subject">What it does, plain text.</param>
/// <param name="Area">Null when no path is known.</param>
internal sealed record NotesChange(NotesGroup Group, string? Scope, string Subject, Area? Area, Proposal Proposal, IReadOnlyList<ConventionalCommit> Commits)
{
    private const int LongestScope = 60;
    private const string Untitled = "Untitled change";

    /// <param name="original">What was picked from another branch, where it is known; its title says more than a pick's.</param>
    public static NotesChange Of(Proposal proposal, Proposal? original, IReadOnlyList<string> paths)
    {
        var commits = proposal.Commits.Concat(original?.Commits ?? []).DistinctBy(commit => commit.Id).Select(ConventionalCommit.Parse).ToList();
        var title = original?.Title ?? (CherryPick.HasOwnTitle(proposal) ? proposal.Title : CherryPick.Meaning(proposal.Title));
        var (meant, isGone) = Withdrawal.Meaning(WithoutBranch(title, proposal.Commits[^1]));
        var header = Typed(LooseHeader.Read(meant), commits);
        var area = Area.Of(paths);
        var group = isGone ? NotesGroup.Withdrawn : commits.Any(commit => commit.BreakingNotes.Count > 0) ? NotesGroup.Breaking : Triage.Group(meant, header, area);
        return new NotesChange(group, ScopeOf(header, area), Polished(Proposal.Split(header.Subject).Title), area, proposal, commits);
    }

    /// <summary>Pull requests in the order of their numbers; changes without one last.</summary>
    public int Place => Proposal.PullRequests.Count == 0 ? int.MaxValue : Proposal.PullRequests[0];

    /// <summary>One line: scope, subject, pull requests or commit, issues that the subject does not name.</summary>
    public string Line(string repositoryUrl)
    {
        var line = new StringBuilder("* ");
        if (Scope is not null) line.Append("**").Append(MarkdownText.Inline(Scope)).Append(":** ");
        line.Append(MarkdownText.Inline(Subject) is { Length: > 0 } subject ? subject : Untitled).Append(" (").Append(Reference(repositoryUrl)).Append(')');
        var closed = Commits.SelectMany(commit => commit.References).Where(IsClosedHere).Select(reference => $"#{reference.Issue}").Distinct().Take(10).ToList();
        if (closed.Count > 0) line.Append(", closes ").AppendJoin(", ", closed);
        return line.ToString();
    }

    /// <summary>The line and the text of its breaking notes below it.</summary>
    public string BreakingEntry(string repositoryUrl)
        => string.Join("\n\n", Commits.SelectMany(commit => commit.BreakingNotes).Distinct().Select(NoteText.Indented).Where(text => text.Length > 0).Prepend(Line(repositoryUrl)));

    private string Reference(string repositoryUrl)
    {
        if (Proposal.PullRequests.Count > 0) return string.Join(", ", Proposal.PullRequests.Select(number => $"#{number}"));
        var id = Proposal.Ids[0];
        return MarkdownText.Link(id.Short, $"{repositoryUrl}/commit/{id}");
    }

    /// <summary>A pull request whose title has no type is what its commits are.</summary>
    private static LooseHeader Typed(LooseHeader title, List<ConventionalCommit> commits)
    {
        var compatibility = commits.Any(commit => LooseHeader.Read(commit.Header).Compatibility == Compatibility.Breaking) ? Compatibility.Breaking : title.Compatibility;
        if (title.Kind != ChangeKind.Other || commits.Count == 1) return title with { Compatibility = compatibility };
        var kinds = commits.Select(commit => LooseHeader.Read(commit.Header).Kind).ToHashSet();
        var kind = new[] { ChangeKind.Feature, ChangeKind.Fix, ChangeKind.Performance }.FirstOrDefault(kinds.Contains, ChangeKind.Other);
        return title with { Kind = kind, Compatibility = compatibility };
    }

    /// <summary>A path says less than the area it belongs to, and its name says nothing new.</summary>
    private static string? ScopeOf(LooseHeader header, Area? area)
        => header.Scope is { } scope && !scope.Contains('/', StringComparison.Ordinal) && area?.Name.Contains(scope.Trim(), StringComparison.OrdinalIgnoreCase) != true && PlainText.OneLine(scope) is { Length: > 0 } plain
            ? PlainText.Cut(plain, LongestScope)
            : null;

    /// <summary>Begins with a capital when its first word is a plain one, ends without a full stop, and where GitHub cut it, after a whole word.</summary>
    private static string Polished(string subject)
    {
        var text = subject.Trim().TrimEnd('.', ' ');
        if (text.Length == 0) return subject;
        if (text.EndsWith('\u2026') && text.LastIndexOf(' ') is var last and > 0) text = text[..last] + " \u2026";
        var word = text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal) is var end and > 0 ? end : text.Length);
        return word.ContainsAnyExceptInRange('a', 'z') ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>GitHub makes a title of a branch's name where its author gives none: <c>Lluo/fix merge issue</c>.</summary>
    private static string WithoutBranch(string subject, Commit commit)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        if (slash < 3 || slash + 1 == subject.Length || !char.IsAsciiLetterUpper(subject[0]) || !subject.AsSpan(1, slash - 1).ToString().All(char.IsAsciiLetterLower)) return subject;
        return IsShortFor(subject[..slash], commit.AuthorName) || IsShortFor(subject[..slash], commit.AuthorEmail) ? subject[(slash + 1)..] : subject;
    }

    /// <summary>Whether a name's letters are among those of a longer one, in their order.</summary>
    private static bool IsShortFor(string name, string whole)
    {
        var at = 0;
        foreach (var c in whole)
            if (at < name.Length && char.ToLowerInvariant(c) == char.ToLowerInvariant(name[at])) at++;
        return at == name.Length;
    }

    private bool IsClosedHere(IssueReference reference)
        => reference is { Action: not null, Repository: null }
            && reference.Issue.All(char.IsAsciiDigit)
            && !Subject.Contains($"#{reference.Issue}", StringComparison.Ordinal)
            && !Proposal.PullRequests.Concat(CherryPick.Originals(Proposal)).Any(number => $"{number}" == reference.Issue);
}
