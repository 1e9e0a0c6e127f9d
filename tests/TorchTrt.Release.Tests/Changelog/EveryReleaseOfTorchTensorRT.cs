using TorchTrt.Release.Changelog;
using TorchTrt.Release.Versions;
using TorchTrt.Tests.Shared;

namespace TorchTrt.Release.Tests.Changelog;

/// <summary>The project's whole history against the sections that the checklist's own tool prints.</summary>
public sealed class EveryReleaseOfTorchTensorRT(EveryReleaseOfTorchTensorRT.History history) : IClassFixture<EveryReleaseOfTorchTensorRT.History>
{
    private const string Root = "root";

    public static TheoryData<string> Ranges()
        => ChangelogData.Corpus() is { } corpus
            ? [.. Directory.EnumerateFiles(Path.Combine(corpus, "golden"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
            : [Root];

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Has_the_section_that_the_checklists_tool_prints(string range)
    {
        if (history.Repository is null) Assert.Skip("The golden changelogs (../shared/data/changelog) are not on this machine.");
        var (from, to) = (range.Split("..")[0], range.Split("..")[1]);
        Spelling.TryReadTag(to, out var version).ShouldBeTrue();

        var section = AngularSection.Render(
            SectionHeader.Of(version, history.Repository.DayOf(to), "https://github.com/pytorch/TensorRT", from == Root ? null : new CompareEnds(from, to)),
            history.Repository.Commits(from == Root ? to : range));

        section.ShouldBe(File.ReadAllText(Path.Combine(ChangelogData.Corpus()!, "golden", $"{range}.md")));
    }

    public sealed class History : IDisposable
    {
        internal ChangelogRepository? Repository { get; } = ChangelogData.Corpus() is { } corpus
            ? ChangelogRepository.FromFastImport(Path.Combine(corpus, "history.fast-import.gz"))
            : null;

        public void Dispose() => Repository?.Dispose();
    }
}
