using System.Globalization;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Versions;
using TorchTrt.Tests.Shared;

namespace TorchTrt.Release.Tests.Changelog.Differential;

/// <summary>
/// Real histories, in both formats: this program and npm's print the same bytes. Torch-TensorRT's releases each and all together; and random ranges of the
/// clones that CHANGELOG_REPOSITORIES names (paths of their git folders, with colons between), CHANGELOG_RANGES of each.
/// </summary>
public sealed class NpmOnRealHistories
{
    private const string Url = "https://github.com/pytorch/TensorRT";

    private static string[] Repositories => (Environment.GetEnvironmentVariable("CHANGELOG_REPOSITORIES") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    private static int Ranges => int.Parse(Environment.GetEnvironmentVariable("CHANGELOG_RANGES") ?? "30", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(ChangelogFormat.Cli5)]
    [InlineData(ChangelogFormat.Cc8)]
    public void Torch_TensorRTs_releases_have_the_sections_that_the_program_of_npm_prints(ChangelogFormat format)
    {
        if (ChangelogData.Corpus() is not { } corpus)
        {
            Assert.Skip("The history of Torch-TensorRT (../shared/data/changelog) is not on this machine.");
            return;
        }

        using var repository = ChangelogRepository.FromFastImport(Path.Combine(corpus, "history.fast-import.gz"));
        using var npm = NpmChangelogs.Start(format, repository);
        Assert.SkipWhen(npm is null, $"needs node, and the program of npm in {NpmChangelogs.LocationOf(format)}");
        var ranges = Directory.EnumerateFiles(Path.Combine(corpus, "golden"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file).Split("..")).Append(["root", "v2.13.0"]);
        // The programs cut a section at every tag that leads up to its end; here the range decides.
        var named = ranges.Select(range => (From: range[0] == "root" ? null : repository.IdOf(range[0]), To: repository.IdOf(range[1]))).ToList();
        repository.ForgetTags();

        Differences(repository, npm, format, named).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ChangelogFormat.Cli5)]
    [InlineData(ChangelogFormat.Cc8)]
    public void Random_ranges_of_other_projects_have_the_sections_that_the_program_of_npm_prints(ChangelogFormat format)
    {
        Assert.SkipWhen(Repositories.Length == 0, "CHANGELOG_REPOSITORIES names no clones.");
        var differences = new List<string>();
        foreach (var folder in Repositories)
        {
            using var repository = ChangelogRepository.Borrowing(Path.Combine(folder, "objects"));
            using var npm = NpmChangelogs.Start(format, repository);
            Assert.SkipWhen(npm is null, $"needs node, and the program of npm in {NpmChangelogs.LocationOf(format)}");
            var commits = ChangelogRepository.At(folder).Run(["rev-list", "--all"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var random = new Random(7);
            var ranges = Enumerable.Range(0, Ranges).Select(number => random.Next(commits.Length)).Select(
                newest => ((string?)commits[Math.Min(commits.Length - 1, newest + random.Next(1, 1 + (commits.Length / 4)))], commits[newest])).ToList();
            differences.AddRange(Differences(repository, npm, format, ranges).Select(difference => $"{folder}: {difference}"));
        }

        differences.ShouldBeEmpty();
    }

    private static IEnumerable<string> Differences(ChangelogRepository repository, NpmChangelogs npm, ChangelogFormat format, IEnumerable<(string? From, string To)> ranges)
    {
        foreach (var (from, to) in ranges)
        {
            var header = SectionHeader.Of(new ReleaseVersion(1, 2, 0), new DateOnly(2026, 2, 4), Url, from is null ? null : new CompareEnds("v1.1.0", "v1.2.0"));
            var expected = npm.Section(from, to, header);
            var commits = repository.Commits(from is null ? to : $"{from}..{to}");
            var actual = AngularSection.Render(header, commits, format);
            if (!LostHash.Explains(expected, commits, kept => AngularSection.Render(header, kept, format))) yield return $"{from}..{to}\n{LineDifference.Between(expected, actual)}";
        }
    }
}
