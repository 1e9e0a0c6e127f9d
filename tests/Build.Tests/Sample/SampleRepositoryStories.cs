using Build.Adapters.Programs;
using Build.Sample;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;

namespace Build.Tests.Sample;

public sealed class SampleRepositoryStories : IDisposable
{
    private readonly string temp = Directory.CreateTempSubdirectory("sample-").FullName;
    private readonly SampleRepository sample = new(SampleProduct.Root);

    public void Dispose() => Directory.Delete(temp, recursive: true);

    [Theory]
    [InlineData(SampleLayout.Classic, "py/setup.py", "__version__ = '1.1.0a0'")]
    [InlineData(SampleLayout.Modern, "version.txt", "2.12.0a0")]
    public async Task The_checkout_is_clean_and_says_the_version_of_development(SampleLayout layout, string file, string version)
    {
        var made = await Make("repository", layout);

        (await Git(made, "status", "--porcelain")).ShouldBe("");
        (await Git(made, "rev-parse", "HEAD")).ShouldBe(made.Head.Hex);
        File.ReadAllText(Path.Combine(made.Root, file)).ShouldContain(version);
    }

    [Fact]
    public async Task The_classic_history_is_the_same_on_every_machine() =>
        (await Make("repository", SampleLayout.Classic)).Head.Hex.ShouldBe((await Make("elsewhere", SampleLayout.Classic)).Head.Hex);

    [Fact]
    public async Task The_classic_history_has_releases_candidates_a_junk_tag_and_a_release_on_a_side_branch()
    {
        var made = await Make("repository", SampleLayout.Classic);

        (await Git(made, "tag", "--sort=version:refname")).Split('\n').ShouldBe(
            ["backup/before_rename", "uv-update-v1", "v0.1.0", "v0.2.0", "v0.3.0", "v0.4.0", "v0.4.1", "v1.0.0", "v1.0.0-rc1", "v1.0.0-rc2"], ignoreOrder: true);
        (await Git(made, "tag", "--merged", "HEAD")).ShouldNotContain("v0.4.1");
        (await Git(made, "cat-file", "-t", "v1.0.0")).ShouldBe("tag");
        (await Git(made, "show", "v0.4.1:py/setup.py")).ShouldContain("__version__ = '0.4.1'");
        (await Git(made, "rev-list", "--merges", "v1.0.0..HEAD")).Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_modern_releases_are_on_branches_of_their_own()
    {
        var made = await Make("repository", SampleLayout.Modern);

        (await Git(made, "tag", "--merged", "HEAD")).ShouldBe("uv-update-v1");
        (await Git(made, "show", "v2.11.0:version.txt")).ShouldBe("2.11.0a0");
        (await Git(made, "show", "v2.11.0:py/requirements.txt")).ShouldContain("torch>=2.11.0,<2.12.0");
        File.Exists(Path.Combine(made.Root, "py", "setup.py")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(SampleLayout.Classic)]
    [InlineData(SampleLayout.Modern)]
    public async Task Every_pull_request_of_the_forge_has_its_branch(SampleLayout layout)
    {
        var made = await Make("repository", layout);
        var branches = (await Git(made, "for-each-ref", "--format=%(refname:short)", "refs/heads")).Split('\n');

        var seed = JObject.Parse(File.ReadAllText(made.GitHubSeed));
        foreach (var pull in seed["pulls"]!)
        {
            branches.ShouldContain((string?)pull["head"]);
            branches.ShouldContain((string?)pull["base"]);
        }
    }

    [Fact]
    public async Task What_was_changed_in_a_sample_stays_when_it_is_asked_for_again()
    {
        var made = await Make("repository", SampleLayout.Classic);
        File.AppendAllText(Path.Combine(made.Root, "README.md"), "mine\n");

        await Make("repository", SampleLayout.Classic);

        (await Git(made, "status", "--porcelain")).Trim().ShouldBe("M README.md");
    }

    [Fact]
    public async Task A_sample_of_another_layout_is_replaced()
    {
        await Make("repository", SampleLayout.Classic);
        var made = await Make("repository", SampleLayout.Modern);

        File.Exists(Path.Combine(made.Root, "version.txt")).ShouldBeTrue();
        Directory.GetFileSystemEntries(temp).ShouldBe([made.Root]);
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_refused_and_left_alone()
    {
        var folder = Directory.CreateDirectory(Path.Combine(temp, "repository")).FullName;
        File.WriteAllText(Path.Combine(folder, "thesis.tex"), "");

        var refusal = await Should.ThrowAsync<ReleaseException>(() => Make("repository", SampleLayout.Classic));

        refusal.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR1801");
        Directory.GetFiles(folder).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_product_without_a_sample_says_so() =>
        (await Should.ThrowAsync<ReleaseException>(() => new SampleRepository(temp).Materialise(
            Path.Combine(temp, "repository"), SampleLayout.Classic, TestContext.Current.CancellationToken)))
            .Errors.ShouldHaveSingleItem().Code.ShouldBe("TR1802");

    private Task<MaterialisedSample> Make(string name, SampleLayout layout) =>
        sample.Materialise(Path.Combine(temp, name), layout, TestContext.Current.CancellationToken);

    private static async Task<string> Git(MaterialisedSample made, params string[] arguments) =>
        (await new ProgramRunner().Run(new ProgramCall("git", arguments) { Folder = made.Root }, TestContext.Current.CancellationToken)).OrFail("TR2801", "").Output.TrimEnd('\n');
}
