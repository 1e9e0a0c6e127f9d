using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// A commit as the changelog reads it (https://www.conventionalcommits.org, in the dialect of the angular preset 8.3): the first physical
/// line is the header; a header of another shape leaves type, scope and subject null, and so does <c>feat!:</c>.
/// </summary>
/// <param name="Header">First physical line of the message.</param>
/// <param name="Type">As written, for example <c>feat</c>; null when the header has none.</param>
/// <param name="Scope">Text between the parentheses; null when there is none.</param>
/// <param name="Subject">Text after the colon; null when there is none.</param>
/// <param name="BreakingNotes">Texts after <c>BREAKING CHANGE:</c>, trailers and all, as the format has them.</param>
/// <param name="References">Issue references of header and body, each once.</param>
/// <param name="Reverts">What the commit takes back; null when it is no revert.</param>
public sealed partial record ConventionalCommit(
    CommitId Id,
    string Header,
    string? Type,
    string? Scope,
    string? Subject,
    IReadOnlyList<string> BreakingNotes,
    IReadOnlyList<IssueReference> References,
    RevertedCommit? Reverts)
{
    public static ConventionalCommit Parse(Commit commit)
    {
        var lines = Lines(commit.Message);
        var header = lines.Length > 0 ? lines[0] : "";
        var body = new MessageBody(lines.Length > 0 ? lines[1..] : []);
        var match = HeaderShape().Match(header);
        return new ConventionalCommit(
            commit.Id,
            header,
            TextOf(match.Groups["type"]),
            TextOf(match.Groups["scope"]),
            TextOf(match.Groups["subject"]),
            body.BreakingNotes,
            [.. ReferenceReader.Read(header).Concat(body.References).DistinctBy(Repeat)],
            RevertedCommit.Read(commit.Message));
    }

    private static string[] Lines(string message)
        => [.. message.Trim('\r', '\n').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Where(line => !IsSignatureCheck(line))];

    /// <summary><c>gpg:</c> lines come from <c>git log</c> with signatures shown, never from the author.</summary>
    private static bool IsSignatureCheck(string line) => line.AsSpan().TrimStart().StartsWith("gpg:");

    private static string? TextOf(Group group) => group.Value.Length > 0 ? group.Value : null;

    private static string Repeat(IssueReference reference) => $"{reference.Action} {reference.Raw}".ToLowerInvariant();

    [GeneratedRegex(@"\A(?<type>[A-Za-z0-9_]*)(?:\((?<scope>[^\r\u2028\u2029]*)\))?: (?<subject>[^\r\u2028\u2029]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderShape();
}
