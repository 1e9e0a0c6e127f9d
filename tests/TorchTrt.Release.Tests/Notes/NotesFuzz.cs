using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using TorchTrt.Release.Notes;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Notes;

/// <summary>
/// Commit text is data. Whatever people write, Markdig (an independent reader of CommonMark and of GitHub's extensions) finds the blocks that the
/// notes mean, the words that were written, and nothing else. FUZZ_INPUTS and FUZZ_SEED choose how many messages and which.
/// </summary>
public sealed partial class NotesFuzz
{
    private const string RepositoryUrl = "https://github.com/pytorch/TensorRT";
    private const int MessagesInNotes = 25;

    /// <summary>GitHub's extensions: tables, strikethrough, task lists, bare addresses, footnotes, alerts, mathematics.</summary>
    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder()
        .UsePipeTables().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough).UseTaskLists().UseFootnotes().UseAlertBlocks().UseMathematics().Build();

    private static int Inputs => int.Parse(Environment.GetEnvironmentVariable("FUZZ_INPUTS") ?? "2000", CultureInfo.InvariantCulture);

    private static int First => int.Parse(Environment.GetEnvironmentVariable("FUZZ_SEED") ?? "0", CultureInfo.InvariantCulture);

    [Fact]
    public void Whatever_is_written_in_commits_the_notes_keep_their_shape()
    {
        for (var seed = First; seed < First + Inputs / MessagesInNotes; seed++)
        {
            var notes = ReleaseNotes.Compose(Request(new HostileMessages(seed))).Body;
            try
            {
                Check(notes);
            }
            catch (ShouldAssertException problem)
            {
                throw new ShouldAssertException($"Seed {seed}: {problem.Message}\n\n{notes}");
            }
        }
    }

    [Fact]
    public void Whatever_is_written_on_one_line_is_shown_as_it_was_written()
    {
        var messages = new HostileMessages(First);
        for (var count = 0; count < Inputs; count++)
        {
            var text = messages.Text();
            var paragraph = OnlyParagraph(Markdown.Parse($"* {MarkdownText.Inline(text)} (end)", GitHub), text);
            Words(Shown(paragraph)).ShouldBe(Words($"{text} (end)"), text);
        }
    }

    [Fact]
    public void Whatever_is_written_in_a_milestone_ends_with_it()
    {
        var messages = new HostileMessages(First);
        for (var count = 0; count < Inputs; count++)
        {
            var text = messages.Next();
            var notes = ReleaseNotes.Compose(new NotesRequest(new ReleaseVersion(1, 2, 0), "v1.1.0", RepositoryUrl, []) { Milestone = new Milestone(1, "1.2.0", "open", text, []) }).Body;
            var document = Markdown.Parse(notes, GitHub);

            document.Descendants().Where(node => node is HtmlBlock or HtmlInline).ShouldBeEmpty(text);
            var last = document.Last(block => block is not FootnoteGroup and not LinkReferenceDefinitionGroup);
            Shown(last.ShouldBeOfType<ParagraphBlock>(text)).ShouldBe("Full changelog: v1.1.0...v1.2.0", text);
            Mentions(document).ShouldBeEmpty(text);
        }
    }

    private static NotesRequest Request(HostileMessages messages)
    {
        var commits = Enumerable.Range(1, MessagesInNotes).Select(number => new Commit(
            new CommitId(number.ToString("x40", CultureInfo.InvariantCulture)), [], messages.Text(), $"{number}@example.com", DateTimeOffset.UnixEpoch, messages.Next())).ToList();
        return new NotesRequest(new ReleaseVersion(1, 2, 0), "v1.1.0", RepositoryUrl, commits)
        {
            Milestone = new Milestone(1, "1.2.0", "open", "", [new MilestoneItem(7, messages.Text(), "u", false, false, [], "a"), new MilestoneItem(8, messages.Text(), "u", false, true, [], "a")]),
            Dependencies = [new NotesDependency(messages.Text(), messages.Text(), messages.Text())],
            Artifacts = [new NotesArtifact(messages.Text(), 1, new string('a', 64))],
        };
    }

    /// <summary>Sections in their order; in each, lists of entries that end with what the program wrote; two tables; nothing beside.</summary>
    private static void Check(string notes)
    {
        var document = Markdown.Parse(notes, GitHub);
        var allowed = new[] { typeof(HeadingBlock), typeof(ParagraphBlock), typeof(ListBlock), typeof(Table), typeof(LinkReferenceDefinitionGroup) };
        document.Where(block => !allowed.Contains(block.GetType())).ShouldBeEmpty();
        document.Descendants().Where(node => node is HtmlBlock or HtmlInline or QuoteBlock or ThematicBreakBlock).ShouldBeEmpty();
        document.Descendants<HeadingBlock>().Where(heading => heading.Parent != document || !Titles.Contains(Shown(heading))).ShouldBeEmpty();
        document.Descendants<EmphasisInline>().Where(emphasis => emphasis.DelimiterChar != '*' || emphasis.DelimiterCount != 2).ShouldBeEmpty();
        document.Descendants<LinkInline>().Where(link => link.IsImage || !link.Url!.StartsWith(RepositoryUrl, StringComparison.Ordinal)).ShouldBeEmpty();
        document.OfType<Table>().Select(table => (table.ColumnDefinitions.Count(column => true), table.Count)).ShouldBe([(3, 2), (3, 2)], notes);
        document.OfType<ListBlock>().SelectMany(list => list).OfType<ListItemBlock>().Select(Entry).Where(entry => !EntryEnd().IsMatch(entry)).ShouldBeEmpty();
        Mentions(document).ShouldBeEmpty();
    }

    private static readonly IReadOnlySet<string> Titles = new HashSet<string>
    {
        "Breaking Changes", "Removed and Deprecated", "New Features", "Bug Fixes", "Performance Improvements", "Other Changes", "Taken Back", "Dependencies", "Known Issues",
        "Build and packaging", "Documentation and examples", "Issues Closed", "Files", "Contributors",
    };

    private static string Entry(ListItemBlock item) => Shown(item[0].ShouldBeOfType<ParagraphBlock>());

    private static ParagraphBlock OnlyParagraph(MarkdownDocument document, string text)
        => document.ShouldHaveSingleItem(text).ShouldBeOfType<ListBlock>(text).ShouldHaveSingleItem(text).ShouldBeOfType<ListItemBlock>(text).ShouldHaveSingleItem(text).ShouldBeOfType<ParagraphBlock>(text);

    /// <summary>What a reader sees.</summary>
    private static string Shown(LeafBlock block)
    {
        var text = new StringBuilder();
        foreach (var inline in block.Inline!.Descendants())
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                AutolinkInline address => address.Url,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                LineBreakInline => "\n",
                ContainerInline => "",
                _ => throw new ShouldAssertException($"a {inline.GetType().Name} is none of the notes"),
            });
        }

        return text.ToString();
    }

    /// <summary>Backticks mark code and are not shown; what is invisible is left out.</summary>
    private static string Words(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value != '`' && !IsInvisible(rune)));

    private static bool IsInvisible(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    /// <summary>Text that GitHub would take for a mention: it looks at text alone, never into code or links, and sees text that a reader of Markdown took apart as one.</summary>
    private static IEnumerable<string> Mentions(MarkdownDocument document)
        => document.Descendants<LeafBlock>().Where(block => block.Inline is not null).SelectMany(block => Texts(block.Inline!)).Where(text => Mention().IsMatch(text));

    private static IEnumerable<string> Texts(ContainerInline container)
    {
        var text = new StringBuilder();
        foreach (var inline in container)
        {
            if (inline is LiteralInline literal) text.Append(literal.Content.AsSpan());
            else if (inline is HtmlEntityInline entity) text.Append(entity.Transcoded.AsSpan());
            else
            {
                if (inline is ContainerInline inner and not LinkInline)
                    foreach (var within in Texts(inner)) yield return within;
                yield return text.ToString();
                text.Clear();
            }
        }

        yield return text.ToString();
    }

    [GeneratedRegex(@"(?:\A|[^a-zA-Z0-9_`])@[a-zA-Z0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?:\((?:#[0-9]+(?:, #[0-9]+)*|[0-9a-f]{7})\)(?:, closes #[0-9]+(?:, #[0-9]+)*)?|\(#[78]\))\z", RegexOptions.CultureInvariant)]
    private static partial Regex EntryEnd();
}
