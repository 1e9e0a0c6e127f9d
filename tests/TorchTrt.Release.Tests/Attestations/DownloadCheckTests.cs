using System.Text;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Attestations;

/// <summary>A folder that was downloaded whole, and then with one thing wrong at a time.</summary>
public sealed class DownloadCheckTests : IAsyncLifetime
{
    private const string Wheel = "torch_tensorrt-1.1.0-cp310-cp310-linux_x86_64.whl";

    private static readonly SignatureKey Key = new(SignatureMethod.Ssh, "/keys/id");

    private readonly ToolsFiles disk = new();
    private readonly SitesMemoryWorkspace files = new();

    public async ValueTask InitializeAsync()
    {
        disk.With($"/out/{Wheel}", [1]).With("/out/libtorchtrt.tar.gz", [2]);
        var receipts = new ToolsReceipts();
        var step = new AttestStep(
            files, new AttestHistory(), disk, disk, receipts, new AttestSigner(), AttestWorld.Records(receipts, "1.1.0"), ToolsWorld.Target("1.1.0"), new ArtifactSource(null, "x86_64", null),
            new AttestOptions(CatalogGate.Report, [Key], AttestWorld.Here, ("torch-tensorrt-release", "1.0.0"), "https://github.com/pytorch/TensorRT", null));
        (await step.Carry()).ShouldBeOfType<Done>();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_whole_folder_is_good()
    {
        var verdict = await Check(Catalog("3.10"), Key);

        verdict.Problems.ShouldBeEmpty();
        verdict.Open.ShouldBeEmpty();
        verdict.Evidence.ShouldBe(
        [
            "6 of 6 files are as SHA256SUMS lists them",
            "SHA256SUMS.sig is a good signature by ssh=/keys/id",
            "2 of 2 statements are about their files, all made from commit 0123456789abcdef0123456789abcdef01234567",
            "torch_tensorrt-1.1.0.cdx.json lists every file",
            "torch_tensorrt-1.1.0.spdx.json lists every file",
            "these are all 2 files of the release",
        ]);
    }

    [Fact]
    public async Task What_was_not_checked_is_said()
        => (await Check(null)).Open.ShouldBe(
        [
            "SHA256SUMS.sig: say whose it should be with --trust ssh=KEY",
            "whether these are all files of the release: give a checkout of its tag with --repo",
        ]);

    [Fact]
    public async Task A_changed_wheel_is_found_by_the_list_the_statement_and_both_bills()
    {
        disk.With($"/out/{Wheel}", [9]);

        (await Check(null)).Problems.Select(problem => problem.Code).ShouldBe(["TR5504", "TR5509", "TR5511", "TR5511"]);
    }

    [Fact]
    public async Task A_changed_wheel_with_a_list_made_to_fit_is_found_by_the_signature()
    {
        disk.With($"/out/{Wheel}", [9]);
        disk.With("/out/SHA256SUMS", Checksums.Of(await disk.Files(default)));

        (await Check(null, Key)).Problems.Select(problem => problem.Code).ShouldContain("TR5507");
    }

    [Theory]
    [InlineData("SHA256SUMS", "TR5501")]
    [InlineData("SHA256SUMS.sig", "TR5506")]
    [InlineData(Wheel, "TR5503 TR5401")]
    [InlineData($"{Wheel}.intoto.json", "TR5503 TR5508")]
    public async Task A_file_that_was_not_downloaded_is_named(string name, string codes)
    {
        disk.Remove(name);

        (await Check(Catalog("3.10"), Key)).Problems.Select(problem => problem.Code).ShouldBe(codes.Split(' '));
    }

    [Fact]
    public async Task A_file_that_nothing_vouches_for_is_named()
    {
        disk.With("/out/torch_tensorrt-1.1.0-cp311-cp311-linux_x86_64.whl", [3]);

        (await Check(Catalog("3.10"))).Problems.Select(problem => problem.Code).ShouldBe(["TR5505", "TR5508", "TR5511", "TR5511", "TR5402"]);
    }

    [Theory]
    [InlineData("not a line\n")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855  a\n")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  ../a\n")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 a\n")]
    [InlineData("\n")]
    public async Task A_list_with_a_line_that_is_none_is_refused(string line)
    {
        disk.With("/out/SHA256SUMS", Encoding.UTF8.GetBytes(disk.Text("/out/SHA256SUMS") + line));

        (await Check(null)).Problems.ShouldHaveSingleItem().Code.ShouldBe("TR5502");
    }

    [Fact]
    public async Task Files_of_two_commits_are_no_release()
    {
        var path = $"/out/{Wheel}.intoto.json";
        disk.With(path, Encoding.UTF8.GetBytes(disk.Text(path).Replace("0123456789abcdef0123456789abcdef01234567", new string('f', 40), StringComparison.Ordinal)));
        disk.With("/out/SHA256SUMS", Checksums.Of(await disk.Files(default)));

        (await Check(null)).Problems.ShouldHaveSingleItem().What.ShouldBe($"the files are made from 2 commits: 0123456 libtorchtrt.tar.gz; fffffff {Wheel}.");
    }

    [Theory]
    [InlineData("[]", "it is no JSON object")]
    [InlineData("{", "it is no JSON object")]
    [InlineData("{}", "its _type is '', not https://in-toto.io/Statement/v1")]
    [InlineData("""{"_type": 7, "subject": {"name": "x"}, "predicate": ["x"]}""", "it has 0 subjects, not one")]
    public void Whatever_a_statement_is_it_is_judged_and_not_thrown_at(string text, string problem)
        => Statement.Problems(Encoding.UTF8.GetBytes(text), Wheel, Digest.Of([1])).ShouldContain(problem);

    private async Task<DownloadVerdict> Check(ArtifactCatalog? catalog, params SignatureKey[] trusted)
        => await new DownloadCheck(disk, new AttestSigner(), trusted, catalog).Run(await disk.Files(default), default);

    private ArtifactCatalog Catalog(params string[] pythons) => ArtifactCatalog.Of(files, new(1, 1, 0), ArtifactOverrides.None with { Pythons = pythons });
}
