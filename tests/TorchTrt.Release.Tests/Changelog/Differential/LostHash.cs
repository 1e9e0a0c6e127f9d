using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Tests.Changelog.Differential;

/// <summary>
/// The one mistake of npm's programs that is not repeated. They let git print the hash on a line of its own after the message; where a message has no line
/// end and its last line ends a breaking note, they take that line for text, and the entry has a link to nothing, or none. GitHub's web pages write
/// such messages.
/// </summary>
internal static partial class LostHash
{
    private static readonly CommitId Nobody = new(new string('0', 40));

    /// <summary>Whether a section is what is printed here but for hashes that were lost in that way; a commit without its hash is not found by its revert either.</summary>
    /// <param name="expected">What the program of npm prints.</param>
    public static bool Explains(string expected, IReadOnlyList<Commit> commits, Func<IReadOnlyList<Commit>, string> render)
        => IsSame(expected, render(commits), commits) || IsSame(expected, render([.. commits.Select(commit => MayBeLost(commit, expected) ? commit with { Id = Nobody } : commit)]), commits);

    private static bool MayBeLost(Commit commit, string expected) => !commit.Message.EndsWith('\n') && !expected.Contains(commit.Id.Hex, StringComparison.Ordinal);

    private static bool IsSame(string expected, string actual, IReadOnlyList<Commit> commits)
    {
        if (expected == actual) return true;
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        return left.Length == right.Length && left.Zip(right).All(pair => pair.First == pair.Second || IsLost(pair.First, pair.Second, commits));
    }

    private static bool IsLost(string expected, string actual, IReadOnlyList<Commit> commits)
    {
        return CommitLink().Matches(actual).Any(link => (link.Groups["hash"].Value == Nobody.Hex || commits.Any(commit => commit.Id.Hex == link.Groups["hash"].Value && !commit.Message.EndsWith('\n')))
            && (expected == Without(link, $" ([]({link.Groups["url"].Value}))") || expected == Without(link, "") || expected == Without(link, " ")));

        string Without(Match link, string instead) => $"{actual[..link.Index]}{instead}{actual[(link.Index + link.Length)..]}";
    }

    [GeneratedRegex(@" \(\[[0-9a-f]{7}\]\((?<url>\S+/commit/)(?<hash>[0-9a-f]{40})\)\)", RegexOptions.CultureInvariant)]
    private static partial Regex CommitLink();
}
