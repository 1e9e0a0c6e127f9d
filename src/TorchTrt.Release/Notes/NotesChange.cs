using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Changelog;

namespace TorchTrt.Release.Notes;

/// <summary>A commit as the notes list it.</summary>
internal sealed partial record NotesChange(ConventionalCommit Commit, LooseHeader Header)
{
    public static NotesChange Of(ConventionalCommit commit) => new(commit, LooseHeader.Read(commit.Header));

    public bool IsBreaking => Commit.BreakingNotes.Count > 0 || Header.Compatibility == Compatibility.Breaking;

    public string SortKey => $"{Header.Scope}{Header.Subject}";

    /// <summary>The pull request whose squash this is: the last <c>(#N)</c> of the header; the highest number when there is none.</summary>
    public int PullRequest => PullRequestNumber().Match(Header.Subject) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : int.MaxValue;

    /// <summary>One line: scope, subject, commit, and issues that the subject does not name.</summary>
    public string Line(string repositoryUrl)
    {
        var line = new StringBuilder("* ");
        if (Header.Scope is not null) line.Append("**").Append(MarkdownText.Inline(Header.Scope)).Append(":** ");
        line.Append(MarkdownText.Inline(Header.Subject));
        line.Append(" ([").Append(Commit.Id.Short).Append("](").Append(repositoryUrl).Append("/commit/").Append(Commit.Id).Append("))");
        var closed = Commit.References.Where(IsClosedHere).Select(reference => $"#{reference.Issue}").Distinct().ToList();
        if (closed.Count > 0) line.Append(", closes ").AppendJoin(", ", closed);
        return line.ToString();
    }

    /// <summary>The line and the text of its breaking notes below it.</summary>
    public string BreakingEntry(string repositoryUrl)
        => string.Join('\n', Commit.BreakingNotes.Select(NoteText.Indented).Where(text => text.Length > 0).Prepend(Line(repositoryUrl)));

    private bool IsClosedHere(IssueReference reference)
        => reference is { Action: not null, Repository: null }
            && reference.Issue.All(char.IsAsciiDigit)
            && !Header.Subject.Contains($"#{reference.Issue}", StringComparison.Ordinal);

    [GeneratedRegex(@"\(#([0-9]{1,9})\)", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex PullRequestNumber();
}
