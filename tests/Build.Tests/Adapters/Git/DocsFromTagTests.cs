using Build.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Git;

/// <summary>2.12.0 was released on release/2.12; what is published lies on main.</summary>
public sealed class DocsFromTagTests : IDisposable
{
    private const string Listed = """
        [
          {
            "name": "main",
            "version": "main",
            "url": "https://pytorch.org/TensorRT/",
            "preferred": true
          },
          {
            "name": "v2.11.0",
            "version": "v2.11.0",
            "url": "https://pytorch.org/TensorRT/v2.11.0/"
          }
        ]

        """;

    private readonly GitStory story = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task A_versions_folder_comes_to_main_as_its_tag_has_it_with_its_link()
    {
        Released();

        (await (await Step()).Carry()).ShouldBeOfType<Done>().Evidence.ShouldBe(["docs/v2.12.0/ is as v2.12.0 has it: 2 files", "v2.12.0 is listed"]);

        Below("docs/").ShouldBe(["docs/index.html", "docs/v2.11.0/index.html", "docs/v2.12.0/index.html", "docs/v2.12.0/objects.inv", "docs/versions.json"]);
        File.ReadAllText(At("docs/v2.12.0/index.html")).ShouldBe("twelve");
        File.ReadAllText(At("docs/index.html")).ShouldBe("main's own");
        File.ReadAllText(At("docs/versions.json")).ShouldBe(Listed.Replace("  {\n    \"name\": \"v2.11.0\"", """
              {
                "name": "v2.12.0",
                "version": "v2.12.0",
                "url": "https://pytorch.org/TensorRT/v2.12.0/"
              },
              {
                "name": "v2.11.0"
            """, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_plan_names_the_folder_and_the_link()
    {
        Released();

        (await (await Step()).Observe(Cancel)).ShouldBeOfType<Pending>().Changes.Select(change => $"{change.Verb} {change.Target}").ShouldBe(["take docs/v2.12.0/", "insert docs/versions.json:8"]);
    }

    [Fact]
    public async Task Copies_of_other_versions_within_it_stay_behind()
    {
        Released(frozen => frozen.File("docs/v2.12.0/v2.11.0/index.html", "a copy"));

        (await (await Step()).Carry()).ShouldBeOfType<Done>();

        Below("docs/v2.12.0/").ShouldBe(["docs/v2.12.0/index.html", "docs/v2.12.0/objects.inv"]);
    }

    [Fact]
    public async Task What_somebody_left_in_the_folder_goes()
    {
        Released();
        story.File("docs/v2.12.0/old.html", "left by a script").Commit("docs: add v2.12.0");

        (await (await Step()).Carry()).ShouldBeOfType<Done>();

        Below("docs/v2.12.0/").ShouldBe(["docs/v2.12.0/index.html", "docs/v2.12.0/objects.inv"]);
    }

    [Fact]
    public async Task A_version_without_a_tag_is_refused()
    {
        story.File("docs/versions.json", Listed).Commit("docs: main");

        Codes(await (await Step()).Observe(Cancel)).ShouldBe(["TR4112"]);
    }

    [Fact]
    public async Task A_tag_without_frozen_documentation_is_refused()
    {
        story.File("docs/versions.json", Listed).Commit("docs: main");
        story.Git(story.Root, "tag", "v2.12.0");

        Codes(await (await Step()).Observe(Cancel)).ShouldBe(["TR4113"]);
    }

    /// <summary>docs/v1.1.0 to docs/v2.12.0 of the project were built from development commits.</summary>
    [Fact]
    public async Task Pages_of_another_version_are_refused()
    {
        Released(frozen => frozen.File("docs/v2.12.0/objects.inv", "# Sphinx inventory version 2\n# Project: Torch-TensorRT\n# Version: v2.12.0.dev0+1f10647\n"));

        Codes(await (await Step()).Observe(Cancel)).ShouldBe(["TR4114"]);
    }

    /// <summary>Up to v1.1.1 conf.py named no version.</summary>
    [Fact]
    public async Task Pages_that_name_no_version_are_taken()
    {
        Released(frozen => frozen.File("docs/v2.12.0/objects.inv", "# Sphinx inventory version 2\n# Project: Torch-TensorRT\n# Version: \n"));

        (await (await Step()).Carry()).ShouldBeOfType<Done>();
    }

    /// <summary>A release on its branch, and main, which has gone on.</summary>
    private void Released(Func<GitStory, GitStory>? besides = null)
    {
        story.File("docs/index.html", "main's own").File("docs/v2.11.0/index.html", "eleven").File("docs/versions.json", Listed).Commit("docs: main");
        story.Git(story.Root, "checkout", "--quiet", "-b", "release/2.12");
        var frozen = story.File("docs/v2.12.0/index.html", "twelve").File("docs/v2.12.0/objects.inv", "# Sphinx inventory version 2\n# Project: Torch-TensorRT\n# Version: v2.12.0\n");
        (besides?.Invoke(frozen) ?? frozen).Commit("chore: Bump version to 2.12.0");
        story.Git(story.Root, "tag", "v2.12.0");
        story.Git(story.Root, "checkout", "--quiet", "-");
    }

    private static IEnumerable<string> Codes(Observation seen) => seen.ShouldBeOfType<Blocked>().Reasons.Select(reason => reason.Code);

    private string At(string path) => Path.Combine(story.Root, path);

    private IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(At(folder), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(story.Root, path)).Order(StringComparer.Ordinal);

    private async Task<DocsFromTagStep> Step()
    {
        var git = await story.Open();
        return new DocsFromTagStep(git.Checkout, GitTrees.In(story.Root), git.History, ToolsWorld.Target("2.12.0"));
    }
}
