using System.Text.RegularExpressions;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Sites;

/// <summary>
/// A list of released documentation, newest first after the entry of the development branch. Only final releases are listed, as the project does.
/// </summary>
/// <param name="Opening">Where the list begins; group <c>list</c> is empty and stands before the first entry.</param>
/// <param name="Entry">
/// One whole entry with its line end; group <c>name</c> is <c>v1.2.0</c>, <c>main</c> or <c>master</c>, or group <c>object</c> holds the fields of which one is
/// <c>"version"</c>.
/// </param>
/// <param name="Closing">The end of the list.</param>
/// <param name="Absence">When the file may stand without the list.</param>
public sealed record LinkSite(string Path, Regex Opening, Regex Entry, Regex Closing, Absence Absence) : Site(Path, SiteRole.DocsLink)
{
    private static readonly Regex Field = Locator.Of(@"[""']version[""'][ \t]*:[ \t]*[""'](?<name>[^""'\n]*)[""']");

    public override SiteReading? Read(Tree tree, ICollection<ReleaseError> problems)
    {
        if (tree.Open(Path) is not { } file) return null;
        var opening = Locator.For(Opening, file.Text).Match(file.Text);
        if (!opening.Success)
        {
            if (!Absence.Allows(tree)) problems.Add(Missing(file));
            return null;
        }

        var start = opening.Index + opening.Length;
        var closing = Locator.For(Closing, file.Text).Match(file.Text, start);
        var entries = Entries(file, new Span(start, (closing.Success ? closing.Index : file.Text.Length) - start));
        if (entries.Count > LineSearch.Most)
        {
            problems.Add(LineSearch.TooMany(file, entries[^1].Whole));
            return null;
        }

        if (closing.Success && entries.Any(entry => entry.Release is not null)) return new LinkReading(this, file, entries);
        problems.Add(new ReleaseError(
            "TR1015", "the list of released documentation cannot be read.", "correct it by hand and run the same command again", file.Where(opening.Index),
            "entries such as \"v1.2.0\" with their links, at least one"));
        return null;
    }

    private List<Link> Entries(SourceText file, Span list) =>
    [
        .. Locator.Each(Entry, file.Text, list.Start).TakeWhile(match => match.Index + match.Length <= list.End).Take(LineSearch.Most + 1).Select(match => (match, name: Called(match))).Where(entry => entry.name is not null)
            .Select(entry => new Link(new Span(entry.match.Index, entry.match.Length), Spelling.TryReadTag(entry.name!, out var release) ? release : null)),
    ];

    /// <summary>What an entry calls itself; null when it does not.</summary>
    private static string? Called(Match entry)
        => entry.Groups["name"] is { Success: true } name ? name.Value
            : Field.Match(entry.Groups["object"].Value) is { Success: true } field ? field.Groups["name"].Value
            : null;

    private ReleaseError Missing(SourceText file) => new(
        "TR1011", "the list of released documentation is not in this file.", "restore it, or check that the checkout is complete", $"{file.Path}:1",
        $"a list that begins with {Opening}");
}

/// <summary>One entry of the list.</summary>
/// <param name="Whole">The entry with its line end.</param>
/// <param name="Release">The release; null for the development branch.</param>
public sealed record Link(Span Whole, ReleaseVersion? Release);

/// <summary>The list as found.</summary>
public sealed record LinkReading(LinkSite Source, SourceText File, IReadOnlyList<Link> Links)
    : SiteReading(Source, Newest(Links).Release!.DocsFolder(), File.Where(Newest(Links).Whole.Start))
{
    public override IReadOnlyList<Edit> EditsFor(ReleaseVersion version, ICollection<ReleaseError> problems)
    {
        if (!version.IsFinal || Links.Any(link => link.Release == version)) return [];
        var entry = EntryFor(version);
        var next = Links.FirstOrDefault(link => link.Release is { } release && release < version);
        return next is null ? AtTheEnd(entry) : [Insert(next.Whole.Start, entry, entry)];
    }

    public override string Evidence(ReleaseVersion version)
        => version.IsFinal ? $"{Site.Name} {version.DocsFolder()}" : $"{Site.Name} lists final releases only";

    private string EntryFor(ReleaseVersion version)
    {
        var model = Newest(Links);
        var text = File.At(model.Whole).Replace(model.Release!.DocsFolder(), version.DocsFolder(), StringComparison.Ordinal);
        return WithComma(text);
    }

    private IReadOnlyList<Edit> AtTheEnd(string entry)
    {
        var last = Links[^1].Whole;
        var text = File.At(last);
        return text == WithComma(text)
            ? [Insert(last.End, entry, entry)]
            : [Insert(last.Start + text.TrimEnd().Length, "," + Newline(text) + WithoutComma(entry).TrimEnd(), entry)];
    }

    private Edit Insert(int position, string text, string entry)
        => new(File, new Span(position, 0), text, new Steps.Change("insert", File.Where(position), null, OneLine(entry)));

    private static Link Newest(IReadOnlyList<Link> links) => links.First(link => link.Release is not null);

    private static string WithComma(string entry)
    {
        var body = entry.TrimEnd();
        return body.EndsWith(',') ? entry : string.Concat(body, ",", entry.AsSpan(body.Length));
    }

    private static string WithoutComma(string entry) => entry.TrimEnd().TrimEnd(',') + Newline(entry);

    private static string Newline(string entry) => entry.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static string OneLine(string entry)
        => string.Join(' ', entry.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd(',');
}
