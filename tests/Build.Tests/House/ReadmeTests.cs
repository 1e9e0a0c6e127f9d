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
