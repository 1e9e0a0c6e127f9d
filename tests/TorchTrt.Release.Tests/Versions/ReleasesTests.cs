using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Versions;

public class ReleasesTests
{
    private static readonly IReadOnlyList<ReleaseVersion> All =
        Releases.Among(["v1.0.0", "v1.1.0", "v1.10.0", "v1.2.0", "v2.13.0", "v2.13.0-rc4", "uv-update-v1", "backup/v3", "nightly"]);

    [Fact]
    public void Tags_that_name_no_release_are_passed_over() => string.Join(' ', All).ShouldBe("1.0.0 1.1.0 1.2.0 1.10.0 2.13.0rc4 2.13.0");

    [Theory]
    [InlineData("1.10.0", "1.2.0")]
    [InlineData("1.1.1", "1.1.0")]
    [InlineData("2.13.0", "1.10.0")]
    [InlineData("2.14.0", "2.13.0")]
    public void The_previous_release_is_the_highest_lower_final_one(string version, string previous)
        => Releases.Previous(ReleaseVersion.Parse(version), All)!.ToString().ShouldBe(previous);

    [Fact]
    public void Nothing_comes_before_the_first_release() => Releases.Previous(ReleaseVersion.Parse("0.0.1"), All).ShouldBeNull();

    [Theory]
    [InlineData("1.1.0", "1.1.0")]
    [InlineData("1.1.0a0", "1.1.0")]
    [InlineData("1.3.0a0", "1.2.0")]
    [InlineData("2.14.0a0", "2.13.0")]
    public void A_tree_follows_the_release_it_names_or_else_the_one_before(string tree, string last)
    {
        LooseVersion.TryRead(tree, out var written).ShouldBeTrue();

        Releases.LastOf(written, All)!.ToString().ShouldBe(last);
    }
}
