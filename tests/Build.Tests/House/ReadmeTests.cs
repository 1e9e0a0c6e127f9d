using Build.CommandLine;

namespace Build.Tests.House;

/// <summary>The README says what the code says. Run with <c>UPDATE_README=1</c> these tests write the tables before they read them.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_table_of_targets_is_that_of_the_tasks()
        => ShouldHold("targets", HelpPage.TargetsTable(TargetDescription.In(typeof(HelpPage).Assembly)));

    [Fact]
    public void The_table_of_options_is_that_of_the_registry() => ShouldHold("options", HelpPage.OptionsTable());

    [Fact]
    public void Every_file_and_heading_that_a_guide_links_to_is_there()
    {
        var guides = Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Root, "README.md")).Append(Path.Combine(Root, "CONTRIBUTING.md"));
        guides.SelectMany(guide => Links(File.ReadAllText(guide)).Where(link => !IsThere(guide, link)).Select(link => $"{Path.GetRelativePath(Root, guide)}: {link}")).ShouldBeEmpty();
    }

    private static bool IsThere(string guide, string link)
    {
        var (file, heading) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var path = file.Length == 0 ? guide : Path.GetFullPath(file, Path.GetDirectoryName(guide)!);
        return Path.Exists(path) && (heading is null || Headings(File.ReadAllText(path)).Contains(heading));
    }

    /// <summary>As GitHub makes an anchor of a heading: small letters, hyphens for blanks, nothing else but letters and digits.</summary>
    private static IEnumerable<string> Headings(string markdown)
        => markdown.Split('\n').Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-'))
            .Select(heading => string.Concat(heading.Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_')));

    private static string Root { get; } = Checkout();

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run from inside the checkout.");
    }

    private static void ShouldHold(string mark, string table)
    {
        var path = Path.Combine(Root, "README.md");
        var readme = File.ReadAllText(path);
        var (open, close) = ($"<!-- {mark} -->\n", $"\n<!-- /{mark} -->");
        var start = readme.IndexOf(open, StringComparison.Ordinal) + open.Length;
        var end = readme.IndexOf(close, start, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1") File.WriteAllText(path, $"{readme[..start]}{table}{readme[end..]}");
        else readme[start..end].Split('\n').ShouldBe(table.Split('\n'));
    }

    private static IEnumerable<string> Links(string markdown)
        => markdown.Split("](").Skip(1).Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)]).Where(link => !link.Contains("://", StringComparison.Ordinal));
}
