using System.Globalization;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Versions;
using TorchTrt.Tests.Shared;

namespace TorchTrt.Release.Tests.Changelog.Differential;

/// <summary>Histories that nobody wrote, in both formats: this program and npm's print the same bytes. FUZZ_HISTORIES says how many, FUZZ_SEED where to begin.</summary>
public sealed class NpmDifferentialFuzz
{
    private const int Batch = 500;
    private const string Url = "https://github.com/pytorch/TensorRT";

    private static int Histories => int.Parse(Environment.GetEnvironmentVariable("FUZZ_HISTORIES") ?? "100", CultureInfo.InvariantCulture);

    private static int First => int.Parse(Environment.GetEnvironmentVariable("FUZZ_SEED") ?? "0", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(ChangelogFormat.Cli5)]
    [InlineData(ChangelogFormat.Cc8)]
    public void Any_history_has_the_section_that_the_program_of_npm_prints(ChangelogFormat format)
    {
        var differences = new List<string>();
        for (var seed = First; seed < First + Histories && differences.Count < 5; seed += Batch)
        {
            var histories = Enumerable.Range(seed, Math.Min(Batch, First + Histories - seed)).Select(number => new GeneratedHistory(number)).ToList();
            using var repository = ChangelogRepository.FromFastImport(stream => histories.ForEach(history => history.WriteTo(stream)));
            using var npm = NpmChangelogs.Start(format, repository);
            Assert.SkipWhen(npm is null, $"needs node, and the program of npm in {NpmChangelogs.LocationOf(format)}");
            differences.AddRange(histories.Select(history => Difference(history, repository, npm, format)).OfType<string>().Take(5));
        }

        differences.ShouldBeEmpty();
    }

    private static string? Difference(GeneratedHistory history, ChangelogRepository repository, NpmChangelogs npm, ChangelogFormat format)
    {
        var version = new ReleaseVersion(1, history.Seed % 4, history.Seed % 2);
        var header = SectionHeader.Of(version, new DateOnly(2026, 2, 4), Url, history.From is null ? null : new CompareEnds("v1.0.0", version.Tag()));
        var expected = npm.Section(history.From, history.Tip, header);
        var commits = repository.Commits(history.From is null ? history.Tip : $"{history.From}..{history.Tip}");
        var actual = AngularSection.Render(header, commits, format);
        return LostHash.Explains(expected, commits, kept => AngularSection.Render(header, kept, format)) ? null : $"seed {history.Seed}\n{LineDifference.Between(expected, actual)}\nof\n{history.Messages}\n";
    }
}
