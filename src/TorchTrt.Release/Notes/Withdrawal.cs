using System.Globalization;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Notes;

/// <summary>What a revert takes back, as people and GitHub's button write it: by title, by hash, by pull request, or by several of these.</summary>
/// <param name="Target">Title of what is taken back, without numbers at its end; that may be a revert itself.</param>
/// <param name="Hash">At least seven digits of a commit of it; null where none is named.</param>
/// <param name="PullRequest">Its pull request; null where none is named.</param>
internal sealed partial record Withdrawal(string Target, string? Hash, int? PullRequest)
{
    /// <summary><c>Revert "x"</c>, <c>Reapply "x"</c> (which takes a revert back); null for any other.</summary>
    public static Withdrawal? Read(Proposal proposal)
    {
        var title = Title().Match(proposal.Title);
        if (!title.Success) return null;
        var (target, pulls) = Proposal.Split(title.Groups["what"].Value);
        var hash = ByHash().Match(proposal.Message);
        var pull = ByPullRequest().Match(proposal.Message);
        return new Withdrawal(
            title.Groups["verb"].ValueSpan is "Reapply" ? $"Revert \"{target}\"" : target,
            hash.Success ? hash.Groups[1].Value.ToLowerInvariant() : null,
            pull.Success ? int.Parse(pull.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : pulls.Count > 0 ? pulls[^1] : null);
    }

    /// <summary>The title of what was meant in the end, and whether it is gone: <c>Revert "Revert "x""</c> leaves x where it was.</summary>
    public static (string Title, bool IsGone) Meaning(string title)
    {
        var isGone = false;
        for (var match = Title().Match(title); match.Success; match = Title().Match(title))
        {
            isGone ^= match.Groups["verb"].ValueSpan is "Revert";
            title = match.Groups["what"].Value;
        }

        return (title, isGone);
    }

    /// <summary>Without changes that others of the list take back, and without those others.</summary>
    /// <param name="proposals">Newest first.</param>
    public static IReadOnlyList<Proposal> Settle(IReadOnlyList<Proposal> proposals)
    {
        var gone = new HashSet<int>();
        for (var at = 0; at < proposals.Count; at++)
        {
            if (gone.Contains(at) || Read(proposals[at]) is not { } withdrawal) continue;
            var target = Enumerable.Range(at + 1, proposals.Count - at - 1).FirstOrDefault(older => !gone.Contains(older) && withdrawal.Means(proposals[older]), -1);
            if (target < 0) continue;
            gone.Add(at);
            gone.Add(target);
        }

        return [.. proposals.Where((_, at) => !gone.Contains(at))];
    }

    private bool Means(Proposal older)
        => Hash is not null && older.Ids.Any(id => id.Hex.StartsWith(Hash, StringComparison.Ordinal))
            || (PullRequest is { } number && older.PullRequests.Contains(number) && Read(older) is null == Meaning(Target).Title.Equals(Target, StringComparison.Ordinal))
            || Bare(older.Title) == Bare(Target)
            || (Target.EndsWith('\u2026') && Target.Length > 20 && Bare(older.Title).StartsWith(Bare(Target).TrimEnd('\u2026'), StringComparison.Ordinal));

    /// <summary>Without numbers of pull requests, which a title within a title keeps.</summary>
    private static string Bare(string title) => Numbers().Replace(title, "");

    [GeneratedRegex(@"\s*\(#[0-9]{1,9}\)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex("""\A(?<verb>Revert|Reapply) "(?<what>.+)"\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex(@"\bThis reverts commit ([0-9a-fA-F]{7,40})\b", RegexOptions.CultureInvariant)]
    private static partial Regex ByHash();

    [GeneratedRegex(@"^Reverts (?:[\w.-]+/[\w.-]+)?#([0-9]{1,9})\b", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex ByPullRequest();
}
