using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;
using static TorchTrt.Tests.Shared.ChangelogWorld;

namespace TorchTrt.Release.Tests.Versions;

public sealed class RangeStartTests
{
    private static readonly IReadOnlyList<Tag> Tags =
        [.. new[] { "v2.11.0", "v2.12.0-rc1", "v2.12.0", "v2.12.1", "v2.13.0-rc12", "v2.13.0-rc13", "v2.13.0", "lluo-main-01212026", "uv-update-v1" }.Select((name, at) => new Tag(name, Id(at), DateTimeOffset.UnixEpoch))];

    [Fact]
    public void A_release_begins_after_the_highest_lower_final_one_and_says_what_it_passed_over()
    {
        var start = RangeStart.Before(ReleaseVersion.Parse("2.13.0"), Tags);

        (start.Revision, start.Commit, start.Release?.ToString()).ShouldBe(("v2.12.1", Id(3), "2.12.1"));
        start.Why.ShouldBe("v2.12.1, the highest final release below 2.13.0; passed over: 2 candidates and 2 tags that are no versions");
    }

    [Theory]
    [InlineData("2.13.0rc13", "v2.12.1")]
    [InlineData("2.12.2", "v2.12.1")]
    [InlineData("2.11.1", "v2.11.0")]
    public void Candidates_never_part_a_release_and_a_patch_follows_its_own_line(string version, string previous)
        => RangeStart.Before(ReleaseVersion.Parse(version), Tags).Revision.ShouldBe(previous);

    [Fact]
    public void Without_any_tag_a_release_begins_with_the_first_commit_and_says_how_to_get_tags()
    {
        var start = RangeStart.Before(ReleaseVersion.Parse("2.13.0"), []);

        (start.Revision, start.Commit).ShouldBe((null, null));
        start.Why.ShouldBe("the first commit, because none of 0 tags is a final release below 2.13.0 (git fetch --tags brings them)");
    }

    [Fact]
    public void What_the_user_names_is_taken()
    {
        RangeStart.Named("v2.12.0", Id(2)).Release.ShouldBe(ReleaseVersion.Parse("2.12.0"));
        RangeStart.Named("main~20", Id(2)).ShouldBe(new RangeStart("main~20", Id(2), null, "main~20, as given with --from"));
    }
}
