using Build.CommandLine;

namespace Build.Tests.House;

/// <summary>The README says what the code says. When a test fails, its expected value is what belongs between the marks.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_table_of_targets_is_that_of_the_tasks()
        => Between("targets").ShouldBe(HelpPage.TargetsTable(TargetDescription.In(typeof(HelpPage).Assembly)));

    [Fact]
    public void The_table_of_options_is_that_of_the_registry() => Between("options").ShouldBe(HelpPage.OptionsTable());

    [Fact]
    public void Every_file_that_a_guide_links_to_is_there()
    {
        var guides = Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Root, "README.md")).Append(Path.Combine(Root, "CONTRIBUTING.md"));
        guides.SelectMany(guide => Links(File.ReadAllText(guide)).Select(link => Path.GetFullPath(link, Path.GetDirectoryName(guide)!)))
            .Where(path => !Path.Exists(path)).ShouldBeEmpty();
    }

    private static string Root { get; } = Checkout();

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run from inside the checkout.");
    }

    private static string Between(string mark)
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        var (open, close) = ($"<!-- {mark} -->\n", $"\n<!-- /{mark} -->");
        var start = readme.IndexOf(open, StringComparison.Ordinal) + open.Length;
        return readme[start..readme.IndexOf(close, start, StringComparison.Ordinal)];
    }

    private static IEnumerable<string> Links(string markdown)
        => markdown.Split("](").Skip(1).Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)]).Where(link => !link.Contains("://", StringComparison.Ordinal));
}
