using System.Text.RegularExpressions;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Notes;

/// <summary>Who wrote the commits of a range: authors and co-authors, without machines; one entry for all that share a name or an address.</summary>
public static partial class Contributors
{
    /// <summary>Busiest first.</summary>
    public static IReadOnlyList<Contributor> Of(IEnumerable<Commit> commits)
    {
        var roll = new Roll();
        foreach (var author in commits.SelectMany(AuthorsOf)) roll.Count(author);
        return roll.ByCommits;
    }

    /// <summary>Everybody in a range of a repository's history, which is read once and not kept.</summary>
    public static async Task<IReadOnlyList<Contributor>> Of(IHistory history, CommitRange range, CancellationToken cancel)
    {
        var roll = new Roll();
        await foreach (var commit in history.Commits(range, cancel))
            foreach (var author in AuthorsOf(commit)) roll.Count(author);
        return roll.ByCommits;
    }

    /// <summary>Those of the first list of whom no name and no address is known to the second.</summary>
    public static IReadOnlyList<Contributor> NotAmong(IEnumerable<Contributor> people, IEnumerable<Contributor> earlier)
    {
        var known = earlier.SelectMany(person => person.Identities).ToList();
        var names = known.Select(author => author.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var addresses = known.Select(author => author.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. people.Where(person => !person.Identities.Any(author => names.Contains(author.Name) || addresses.Contains(author.Email)))];
    }

    private static IEnumerable<Author> AuthorsOf(Commit commit)
        => CoAuthor().Matches(commit.Message)
            .Select(match => new Author(match.Groups["name"].Value.Trim(), match.Groups["email"].Value.Trim()))
            .Prepend(new Author(commit.AuthorName, commit.AuthorEmail))
            .Where(author => author.Name.Length > 0 && !author.IsMachine);

    [GeneratedRegex(@"^Co-authored-by:(?<name>[^<\r\n]*)<(?<email>[^>\r\n]*)>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex CoAuthor();

    private sealed class Roll
    {
        private readonly Dictionary<string, Entry> entries = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<Entry> order = [];

        public IReadOnlyList<Contributor> ByCommits
            => [.. order.OrderByDescending(entry => entry.Commits).ThenBy(entry => entry.Name, RootCollation.Order).Select(entry => entry.Contributor)];

        public void Count(Author author)
        {
            var entry = entries.GetValueOrDefault(Address(author)) ?? entries.GetValueOrDefault(author.Name) ?? Enter();
            entries[Address(author)] = entry;
            entries[author.Name] = entry;
            entry.Count(author);
        }

        private Entry Enter()
        {
            var entry = new Entry();
            order.Add(entry);
            return entry;
        }

        private static string Address(Author author) => $"<{author.Email}>";
    }

    private sealed class Entry
    {
        private readonly HashSet<Author> seen = [];
        private readonly List<Author> identities = [];

        public int Commits { get; private set; }

        public string Name => identities[0].Name;

        public Contributor Contributor => new(Name, identities);

        public void Count(Author author)
        {
            Commits++;
            if (seen.Add(author)) identities.Add(author);
        }
    }
}
