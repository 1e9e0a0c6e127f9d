using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Build.Sample;

/// <summary>Reads <c>history.txt</c>.</summary>
public sealed partial class SampleHistoryFile
{
    private readonly string[] lines;
    private readonly List<SampleCommit> commits = [];
    private int at;

    private SampleHistoryFile(string text) => lines = text.Split('\n');

    /// <exception cref="InvalidDataException">A line that the notation does not know; the message has its number.</exception>
    public static SampleHistory Read(string text) => new SampleHistoryFile(text).History();

    private SampleHistory History()
    {
        var branch = "";
        while (at < lines.Length)
        {
            var line = lines[at];
            if (line.Length == 0 || line[0] == '#')
                at++;
            else if (line.StartsWith("on ", StringComparison.Ordinal))
            {
                branch = line[3..];
                at++;
            }
            else if (CommitLine().Match(line) is { Success: true } commit)
                commits.Add(Commit(branch, commit));
            else
                throw Unknown();
        }

        return new SampleHistory(commits);
    }

    private SampleCommit Commit(string branch, Match header)
    {
        at++;
        var date = DateTimeOffset.Parse(header.Groups["date"].Value, CultureInfo.InvariantCulture);
        var startsFrom = commits.Count == 0 || commits.Exists(c => c.Branch == branch) ? null : commits[^1].Branch;
        var message = Message();
        var changes = new List<SampleChange>();
        var refs = new List<SampleRef>();
        string? merges = null;
        for (; at < lines.Length && lines[at].Length > 0; at++)
        {
            var words = lines[at].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words[0])
            {
                case "new":
                    changes.AddRange(words[1..].Select(pattern => new SampleChange.Appears(pattern)));
                    break;
                case "edit":
                    changes.Add(Edit(words[1]));
                    break;
                case "merge":
                    merges = words[1];
                    break;
                case "tag":
                    refs.Add(new SampleRef(SampleRefKind.Tag, words[1]));
                    break;
                case "annotated":
                    refs.Add(new SampleRef(SampleRefKind.AnnotatedTag, words[1]));
                    break;
                case "head":
                    refs.Add(new SampleRef(SampleRefKind.Branch, words[1]));
                    break;
                default:
                    throw Unknown();
            }
        }

        return new SampleCommit(branch, BranchPoint(branch, startsFrom), date, header.Groups["who"].Value, message, merges, changes, refs);
    }

    // "on a" followed by "on b" starts b where a is, also when a got no commit in between.
    private string? BranchPoint(string branch, string? last)
    {
        if (last is null)
            return null;
        var named = lines[..at].Where(l => l.StartsWith("on ", StringComparison.Ordinal)).Select(l => l[3..]).ToList();
        return named.LastOrDefault(name => name != branch && commits.Exists(c => c.Branch == name)) ?? last;
    }

    private string Message()
    {
        var message = new StringBuilder();
        while (at < lines.Length && (lines[at].StartsWith("    ", StringComparison.Ordinal) || (lines[at].Length == 0 && NextIsMessage())))
        {
            message.Append(lines[at].Length == 0 ? "" : lines[at][4..]).Append('\n');
            at++;
        }

        return message.ToString();
    }

    private bool NextIsMessage() => at + 1 < lines.Length && lines[at + 1].StartsWith("    ", StringComparison.Ordinal);

    private SampleChange.Edit Edit(string path)
    {
        var before = new StringBuilder();
        var after = new StringBuilder();
        for (; at + 1 < lines.Length && lines[at + 1] is [' ' or '-' or '+', ..] line; at++)
        {
            if (line[0] != '+')
                before.Append(line.AsSpan(1)).Append('\n');
            if (line[0] != '-')
                after.Append(line.AsSpan(1)).Append('\n');
        }

        return new SampleChange.Edit(path, before.ToString(), after.ToString());
    }

    private InvalidDataException Unknown() => new($"history.txt:{at + 1}: '{lines[at]}' is none of on, commit, new, edit, merge, tag, annotated, head.");

    [GeneratedRegex(@"^commit (?<date>\S+) (?<who>[^<>]+ <[^<> ]+>)$")]
    private static partial Regex CommitLine();
}
