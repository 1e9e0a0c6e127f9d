using System.Globalization;
using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>Reads patches with <c>git log</c>. Documentation that is built has thousands of files a commit, and nobody asks for it.</summary>
public sealed partial class GitPatches(GitCommand git) : IPatches
{
    private const string WithoutBuiltDocs = ":(exclude,top)docs/";

    public async Task<IReadOnlyDictionary<CommitId, IReadOnlyList<string>>> Paths(CommitRange range, CancellationToken cancel)
    {
        var paths = new Dictionary<CommitId, IReadOnlyList<string>>();
        var last = new List<string>();
        var isHash = false;
        // With -z an empty record announces a commit's hash, and a line end stands before its first path.
        await foreach (var record in git.Records(cancel, ["log", "-z", "--no-merges", "--no-renames", "--no-show-signature", "--name-only", "--format=tformat:%x00%H", range.To.Hex, .. Left(range), "--", ".", WithoutBuiltDocs]))
        {
            if (isHash) paths[new CommitId(record)] = last = [];
            else if (record.Length > 0) last.Add(record.TrimStart('\n'));
            isHash = record.Length == 0;
        }

        return paths;
    }

    public async Task<IReadOnlySet<CommitId>> InBoth(CommitId one, CommitId other, CancellationToken cancel)
    {
        var listed = await git.Text(cancel, "rev-list", "--no-merges", "--left-right", "--cherry-mark", $"{one}...{other}", "--");
        return listed.Split('\n').Where(line => line.StartsWith('=')).Select(line => new CommitId(line[1..])).ToHashSet();
    }

    public async Task<IReadOnlyDictionary<int, Commit>> ByPullRequest(IReadOnlyCollection<int> numbers, CancellationToken cancel)
    {
        var found = new Dictionary<int, Commit>();
        if (numbers.Count == 0) return found;
        var asked = numbers.Distinct().Order().Select(number => $"--grep=(#{number.ToString(CultureInfo.InvariantCulture)})");
        await foreach (var record in git.Records(cancel, [.. GitHistory.Log, "--no-merges", "--branches", "--remotes", "--tags", "--fixed-strings", .. asked, "--"]))
        {
            var commit = GitHistory.Read(record);
            // A pick's title ends with two numbers, that of the original with one. The oldest comes last.
            if (NumbersAtEnd().Match(commit.Message) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var number && numbers.Contains(number)) found[number] = commit;
        }

        return found;
    }

    private static string[] Left(CommitRange range) => range.From is null ? [] : [$"^{range.From.Hex}"];

    [GeneratedRegex(@"\A(?![^\r\n]*\(#[0-9]+\)\s*\(#)[^\r\n]*\(#([0-9]{1,9})\)\s*(?:\r?\n|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex NumbersAtEnd();
}
