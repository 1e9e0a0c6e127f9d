using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Steps;

public class AttestStepTests
{
    private readonly ToolsFiles disk = new();

    [Fact]
    public async Task The_list_is_sorted_by_name_and_leaves_itself_out()
    {
        disk.With("/out/b.whl", []).With("/out/B.tar.gz", [(byte)'x']);

        (await Step().Carry()).ShouldBeOfType<Done>();

        disk.Text("/out/SHA256SUMS").ShouldBe(
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  B.tar.gz\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.whl\n");
    }

    [Fact]
    public async Task A_file_that_came_later_makes_it_be_written_again()
    {
        disk.With("/out/a.whl", [1]);
        await Step().Carry();
        disk.With("/out/b.whl", [2]);

        (await Step().Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task Without_a_file_there_is_nothing_to_attest()
        => (await Step().Observe(default)).ShouldBeOfType<NotApplicable>();

    [Fact]
    public async Task A_name_that_would_need_escaping_is_refused()
    {
        disk.With("/out/a\\b.whl", [1]);

        (await Should.ThrowAsync<ReleaseException>(Step().Carry)).Errors[0].Code.ShouldBe("TR5301");
    }

    private AttestStep Step() => new(disk, disk);
}
