using System.Diagnostics;
using System.Globalization;
using Build.Adapters.Git;
using Build.Adapters.Programs;
using Build.Tests.Release;

namespace Build.Tests.Docs;

/// <summary>Both passes by the real Sphinx and doxygen: made again elsewhere, and killed at whatever moment.</summary>
public sealed class RepeatedDocsTests : IDisposable
{
    private readonly ReleaseProgram program = new();

    public RepeatedDocsTests()
    {
        foreach (var tool in new[] { "sphinx-build", "doxygen" })
            if (ProgramPath.Find(tool) is null) Assert.Skip($"needs {tool}");
    }

    /// <summary>How often it is killed: <c>DOCS_KILLS=10</c>.</summary>
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("DOCS_KILLS") ?? "3", CultureInfo.InvariantCulture);

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("classic", "v1.1.0")]
    [InlineData("modern", "v2.12.0")]
    public void Made_again_in_another_folder_time_zone_and_home_every_byte_is_the_same(string layout, string version)
    {
        using var elsewhere = new ReleaseProgram();
        elsewhere.Variables["TZ"] = "Pacific/Kiritimati";
        elsewhere.Variables["PYTHONHASHSEED"] = "4242";

        var made = Made(program, layout);

        Made(elsewhere, layout).ShouldBe(made);
        made.Keys.ShouldContain($"{version}/.nojekyll");
        made.Keys.ShouldContain(".nojekyll");
        made.Keys.ShouldNotContain(path => path.StartsWith($"{version}/v", StringComparison.Ordinal));
        program.Git(Checkout(program, layout), "status", "--porcelain", "--", "docsrc").ShouldBeEmpty();
    }

    [Fact]
    public void Killed_at_any_moment_conf_py_is_untouched_and_the_frozen_folder_is_absent_or_whole()
    {
        using var undisturbed = new ReleaseProgram();
        var watch = Stopwatch.StartNew();
        var made = Made(undisturbed, "classic");
        var whole = watch.Elapsed;
        var random = new Random(20210);
        for (var kill = 0; kill < Kills; kill++)
        {
            var moment = whole * random.NextDouble();
            program.KillAfter(moment, "--target=Docs", "--exclusive");

            var frozen = Directory.Exists(Checkout(program, "classic")) ? Pages(program, "classic").Where(page => page.Key.StartsWith("v1.1.0/", StringComparison.Ordinal)).ToList() : [];
            if (frozen.Count > 0) frozen.ShouldBe(made.Where(page => page.Key.StartsWith("v1.1.0/", StringComparison.Ordinal)), $"killed after {moment}");
            if (Directory.Exists(Checkout(program, "classic"))) program.Git(Checkout(program, "classic"), "status", "--porcelain", "--", "docsrc").ShouldBeEmpty();
            Made(program, "classic").ShouldBe(made, $"killed after {moment}");

            Directory.Delete(program.Artifacts, recursive: true);
        }
    }

    /// <summary>The documentation of an undisturbed run: digest by path.</summary>
    private static SortedDictionary<string, string> Made(ReleaseProgram program, string layout)
    {
        var (exit, output, errors) = program.Run("--target=Docs", "--exclusive", $"--sample={layout}");
        exit.ShouldBe(0, output + errors);
        return Pages(program, layout);
    }

    private static SortedDictionary<string, string> Pages(ReleaseProgram program, string layout)
    {
        var docs = Path.Combine(Checkout(program, layout), "docs");
        var files = Directory.EnumerateFiles(docs, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });
        return new(files.Where(path => !path.Contains(FileTransaction.Beside, StringComparison.Ordinal))
            .ToDictionary(path => Path.GetRelativePath(docs, path), path => TorchTrt.Release.Artifacts.Digest.OfStream(File.OpenRead(path)), StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static string Checkout(ReleaseProgram program, string layout) => Path.Combine(program.Artifacts, "playground", layout);
}
