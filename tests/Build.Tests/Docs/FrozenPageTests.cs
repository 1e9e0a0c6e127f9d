using Build.Adapters.Programs;
using Build.Tests.Release;
using TorchTrt.Release.Testing;

namespace Build.Tests.Docs;

/// <summary>The frozen documentation of the sample, built by the real targets and looked at in a real browser.</summary>
public sealed class FrozenPageTests : IDisposable
{
    private readonly ReleaseProgram program = new();
    private readonly ToolsFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        program.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("classic", "1.1.0")]
    [InlineData("modern", "2.12.0")]
    public async Task The_page_shows_its_version_in_the_title_and_in_the_switcher(string layout, string version)
    {
        if (ProgramPath.Find("sphinx-build") is null) Assert.Skip("needs sphinx-build");
        foreach (var target in new[] { "Bump", "Docs" })
        {
            var (exit, output, errors) = program.Run($"--target={target}", "--exclusive", $"--sample={layout}");
            exit.ShouldBe(0, output + errors);
        }

        var page = Path.Combine(program.Artifacts, "playground", layout, "docs", $"v{version}", "index.html");
        var browser = new Browser(folder);

        (await browser.Dom(page, Cancel)).ShouldContain($"<title>Torch-TensorRT v{version} — Torch-TensorRT v{version} documentation</title>");
        var picture = await browser.Picture(page, Cancel);
        // Written over with what should be there, not a pixel changes; written over with another version, the reader sees it.
        (await browser.Picture(Saying(page, version), Cancel)).SequenceEqual(picture).ShouldBeTrue();
        foreach (var place in Places.Keys) (await browser.Picture(Saying(page, "9.8.7", place), Cancel)).SequenceEqual(picture).ShouldBeFalse($"The {place} is not to be seen.");
    }

    /// <summary>Where a reader sees the version, and the text that belongs there.</summary>
    private static readonly Dictionary<string, (string Selector, string Text)> Places = new(StringComparer.Ordinal)
    {
        ["title"] = ("div.related .nav-item-0 a", "Torch-TensorRT v{0} documentation"),
        ["switcher's heading"] = ("nav.versions p", "Torch-TensorRT v{0}"),
        ["switcher's entry"] = ("nav.versions a[href*='/v{1}'], nav.versions a[href$='/versions.json']", "v{0}"),
    };

    /// <summary>A copy of the page, beside it, in which a script says a version in one place or in all of them.</summary>
    private static string Saying(string page, string version, string? place = null)
    {
        var own = Path.GetFileName(Path.GetDirectoryName(page))![1..];
        var script = string.Concat(Places.Where(entry => place is null || entry.Key == place).Select(entry =>
            $"document.querySelector(\"{entry.Value.Selector.Replace("{1}", own, StringComparison.Ordinal)}\").textContent = \"{entry.Value.Text.Replace("{0}", version, StringComparison.Ordinal)}\";\n"));
        var copy = Path.Combine(Path.GetDirectoryName(page)!, "said.html");
        File.WriteAllText(copy, File.ReadAllText(page).Replace("</body>", $"<script>\n{script}</script></body>", StringComparison.Ordinal));
        return copy;
    }
}
