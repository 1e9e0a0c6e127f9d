using Build.Adapters.Git;
using TorchTrt.Release.Changelog;
using TorchTrt.Tests.Shared;

namespace Build.Tests.Adapters.Git;

/// <summary>The project's whole history in one reading, against the sections that the checklist's own tool prints one by one.</summary>
public sealed class AllReleasesTests
{
    [Fact]
    public async Task One_reading_of_the_history_gives_every_section_as_the_checklists_tool_prints_it()
    {
        if (ChangelogData.Corpus() is not { } corpus)
        {
            Assert.Skip("The golden changelogs (../shared/data/changelog) are not on this machine.");
            return;
        }

        using var repository = ChangelogRepository.FromFastImport(Path.Combine(corpus, "history.fast-import.gz"));
        var history = new GitHistory(new GitCommand(repository.Folder));

        var all = await new AllReleasesRequest("v2.13.0", "https://github.com/pytorch/TensorRT").Render(history, history.ReadTags(), TestContext.Current.CancellationToken);

        var golden = Directory.EnumerateFiles(Path.Combine(corpus, "golden"), "*.md").OrderByDescending(file => Version.Parse(Path.GetFileNameWithoutExtension(file).Split("..v")[1]));
        all.Split("\n\n# ").Length.ShouldBeGreaterThan(20);
        all.ShouldBe(string.Join("\n\n", golden.Select(File.ReadAllText)));
    }
}
