using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// A commit as the changelog reads it (https://www.conventionalcommits.org, in the dialect of the angular preset): the first physical
/// line is the header; a header of another shape leaves type, scope and subject null, and so does <c>feat!:</c>.
/// </summary>
/// <param name="Header">First physical line of the message.</param>
/// <param name="Type">As written, for example <c>feat</c>; null when the header has none.</param>
/// <param name="Scope">Text between the parentheses; null when there is none.</param>
/// <param name="Subject">Text after the colon; null when there is none.</param>
/// <param name="BreakingNotes">Texts after <c>BREAKING CHANGE:</c>, as the format has them.</param>
/// <param name="References">Issue references of header and body, each once.</param>
/// <param name="Reverts">What the commit takes back; null when it is no revert.</param>
public sealed record ConventionalCommit(
    CommitId Id,
    string Header,
    string? Type,
    string? Scope,
    string? Subject,
    IReadOnlyList<string> BreakingNotes,
    IReadOnlyList<IssueReference> References,
    RevertedCommit? Reverts) : IRevertible
{
    public static ConventionalCommit Parse(Commit commit) => Parse(commit, ChangelogFormat.Cli5);

    public static ConventionalCommit Parse(Commit commit, ChangelogFormat format)
    {
        var lines = Lines(commit.Message);
        var header = lines.Length > 0 ? lines[0] : "";
        var body = MessageBody.Read(lines, format);
        var (type, scope, subject) = ConventionalHeader.Read(header);
        return new ConventionalCommit(
            commit.Id, header, Text(type), Text(scope), Text(subject), body.BreakingNotes, Once(ReferencesOf(header, format), body.References), RevertedCommit.Read(commit.Message));
    }

    private static string[] Lines(string message)
    {
        var lines = message.TrimStart('\r', '\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].EndsWith('\r')) lines[i] = lines[i][..^1];
        return lines.Any(IsSignatureCheck) ? [.. lines.Where(line => !IsSignatureCheck(line))] : lines;
    }

    /// <summary><c>gpg:</c> lines come from <c>git log</c> with signatures shown, never from the author.</summary>
    private static bool IsSignatureCheck(string line) => line.Contains("gpg:", StringComparison.Ordinal) && Ecma.Trim(line).StartsWith("gpg:", StringComparison.Ordinal);

    private static IReadOnlyList<IssueReference> ReferencesOf(string header, ChangelogFormat format)
        => format == ChangelogFormat.Cc8 ? Parser7References.Read(header, LineForm.Text) : Parser6References.Read(header);

    private static IReadOnlyList<IssueReference> Once(IReadOnlyList<IssueReference> header, IReadOnlyList<IssueReference> body)
        => header.Count + body.Count < 2 ? [.. header, .. body] : [.. header.Concat(body).DistinctBy(Repeat)];

    private static string Repeat(IssueReference reference) => $"{reference.Action} {reference.Raw}".ToLowerInvariant();

    private static string? Text(ReadOnlySpan<char> text) => text.Length > 0 ? text.ToString() : null;
}
