using System.Globalization;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Notes;

/// <summary>A change that was made elsewhere first: <c>cherry pick 4246 from main to release 2.12 (#4261)</c>, <c>[cherry-pick][release/2.13] x (#4321) (#4373)</c>, <c>cherrypick: PRs #4371, #4387</c>.</summary>
internal static partial class CherryPick
{
    public static bool Is(Proposal proposal) => Word().IsMatch(proposal.Title) || WithX().IsMatch(proposal.Message);

    /// <summary>Whether the title says itself what was picked: <c>[cherry-pick][release/2.13] TRT 11 MD Ops (#4321) (#4373)</c>.</summary>
    public static bool HasOwnTitle(Proposal pick) => Marked().IsMatch(pick.Title) || (WithX().IsMatch(pick.Message) && !Is(pick.Title));

    /// <summary>The pull requests that were picked, in the order named; the pull request of the pick itself is none of them.</summary>
    public static IReadOnlyList<int> Originals(Proposal pick)
    {
        if (!Is(pick)) return [];
        if (HasOwnTitle(pick)) return [.. pick.PullRequests.SkipLast(1)];
        var named = Number().Matches(ReleaseBranch().Replace(pick.Title, "")).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        return [.. pick.PullRequests.SkipLast(1).Concat(named).Except(pick.PullRequests.TakeLast(1)).Distinct()];
    }

    /// <summary>The title without the words that say that it is a pick; the whole title where hardly anything is left.</summary>
    public static string Meaning(string title)
    {
        if (!Is(title)) return title;
        var meaning = PickWords().Replace(ReleaseBranch().Replace(title, ""), "").Trim(' ', ':', ',');
        return meaning.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < 3 ? title : meaning;
    }

    private static bool Is(string title) => Word().IsMatch(title);

    [GeneratedRegex(@"\A\[cherry[ -]?pick\]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\bcherry[ -]?pick(?:ed|s|ing)?\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\(cherry picked from commit [0-9a-f]{7,40}\)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex WithX();

    [GeneratedRegex(@"\b(?:from|to)\s+(?:main|master|release|dlfw)\b\S*(?:\s+[0-9]+\.[0-9]+)?(?:\s+branch)?|\bback\s+to\s+main\b|\[release/[0-9.]+\]|\b[0-9]+\.[0-9.]+\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ReleaseBranch();

    [GeneratedRegex(@"(?<![\w.])(?:PR\s*)?#?([0-9]{3,6})(?![\w.])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"\[?\b(?:(?:feat|fix|chore):\s*)?cherry[ -]?pick(?:ed|s|ing)?\b\]?(?:\s+of\b)?|(?<![\w.])(?:PRs?\s*)?#?[0-9]{3,6}\b(?:\s+change\b)?|\s*\(\s*\)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PickWords();
}
