using System.Text;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Changelog;

public sealed class ChangelogFileTests
{
    private const string Section = "# [1.2.0](https://github.com/pytorch/TensorRT/compare/v1.1.0...v1.2.0) (2026-02-04)\n\n\n### Features\n\n* naïve\n";
    private static readonly ReleaseVersion Version = new(1, 2, 0);

    [Fact]
    public void A_missing_file_begins_with_its_title() => Insert(null).ShouldBe($"# Changelog\n\n\n{Section}");

    [Fact]
    public void Torch_TensorRT_appends_oldest_first()
        => Insert("# Changelog\n\n\n# 1.0.0 (2021-11-09)\n\n* a\n\n\n\n# 1.1.0 (2022-05-10)\n\n* b\n")
            .ShouldBe($"# Changelog\n\n\n# 1.0.0 (2021-11-09)\n\n* a\n\n\n\n# 1.1.0 (2022-05-10)\n\n* b\n\n\n{Section}");

    [Fact]
    public void A_newest_first_file_gets_it_on_top()
        => Insert("# Changelog\n\n## [Unreleased]\n\n* u\n\n# 1.1.0 (2022-05-10)\n\n* b\n\n# 1.0.0 (2021-11-09)\n\n* a\n")
            .ShouldBe($"# Changelog\n\n## [Unreleased]\n\n* u\n\n{Section}\n\n# 1.1.0 (2022-05-10)\n\n* b\n\n# 1.0.0 (2021-11-09)\n\n* a\n");

    [Fact]
    public void The_users_order_stands_above_the_files()
        => Encoding.UTF8.GetString(ChangelogFile.Insert(Encoding.UTF8.GetBytes("# Changelog\n\n\n# 1.0.0 (2021-11-09)\n\n* a\n"), Section, Version, ChangelogOrder.Newest))
            .ShouldBe($"# Changelog\n\n\n{Section}\n\n# 1.0.0 (2021-11-09)\n\n* a\n");

    [Fact]
    public void A_patch_of_an_older_line_stands_at_its_place()
        => Insert("# 1.1.0 (2022-05-10)\n\n* b\n\n\n# 1.3.0 (2022-12-01)\n\n* c\n")
            .ShouldBe($"# 1.1.0 (2022-05-10)\n\n* b\n\n\n{Section}\n\n# 1.3.0 (2022-12-01)\n\n* c\n");

    [Theory]
    [InlineData("# 1.2.0 (2026-01-01)")]
    [InlineData("#  1.2.0 (2026-01-01)")]
    [InlineData("## v1.2.0  (2026-01-01)")]
    [InlineData("# [1.2.0](https://example.com/x) (2026-01-01)")]
    [InlineData("## [1.2.0] - 2026-01-01")]
    [InlineData("# 1.2.0")]
    public void A_section_of_the_version_is_replaced_in_place(string heading)
        => Insert($"# Changelog\n\n# 1.1.0\n\n* b\n\n{heading}\n\n* old\n\n\n#  (2027-01-01)\n\n* later\n")
            .ShouldBe($"# Changelog\n\n# 1.1.0\n\n* b\n\n{Section}\n\n#  (2027-01-01)\n\n* later\n");

    [Theory]
    [InlineData("")]
    [InlineData("# Changelog\n")]
    [InlineData("# Changelog\n\n\n# 1.1.0 (2022-05-10)\n\n* no line end")]
    [InlineData("\uFEFF# 1.3.0 (2022-12-01)\r\n\r\n* c\r\n\r\n# 1.1.0 (2022-05-10)\r\n\r\n* b\r\n")]
    [InlineData("# 1.2.0\n\n[1.2.0]: https://example.com/footer\n")]
    public void Doing_it_twice_is_doing_it_once(string existing)
    {
        var once = ChangelogFile.Insert(Encoding.UTF8.GetBytes(existing), Section, Version);

        ChangelogFile.Insert(once, Section, Version).ShouldBe(once);
        ChangelogFile.Find(once, Version)!.Text.ShouldBe(Section);
    }

    [Fact]
    public void Doing_it_twice_is_doing_it_once_when_a_note_quotes_another_releases_heading()
    {
        const string quoting = Section + "* see\n# 0.9.0 (2020-01-01)\n* more\n";
        var once = ChangelogFile.Insert(null, quoting, Version);

        ChangelogFile.Insert(once, quoting, Version).ShouldBe(once);
    }

    [Fact]
    public void A_section_that_lost_its_last_lines_is_replaced_whole()
    {
        var once = ChangelogFile.Insert(null, Section + "* reverted since\n", Version);

        Encoding.UTF8.GetString(ChangelogFile.Insert(once, Section, Version)).ShouldBe($"# Changelog\n\n\n{Section}");
    }

    [Fact]
    public void Line_ends_mark_and_foreign_bytes_stay()
    {
        byte[] existing = [0xEF, 0xBB, 0xBF, .. "# 1.1.0\r\n\r\n* caf"u8, 0xE9, .. "\r\n"u8];

        var file = ChangelogFile.Insert(existing, Section, Version);

        file[..existing.Length].ShouldBe(existing);
        Encoding.UTF8.GetString(file[existing.Length..]).ShouldBe("\r\n\r\n" + Section.Replace("\n", "\r\n"));
    }

    [Fact]
    public void Two_sections_of_the_version_are_refused_with_their_lines()
        => Should.Throw<ReleaseException>(() => Insert("# 1.2.0\n\n* a\n\n# 1.2.0\n\n* b\n")).Message
            .ShouldBe("TR1402: CHANGELOG.md:5: The changelog has 2 sections for 1.2.0, on lines 1, 5. Expected: one section a version. Next: keep one of them and run Changelog again");

    [Fact]
    public void Utf16_is_refused() => Should.Throw<ReleaseException>(() => ChangelogFile.Insert([0xFF, 0xFE, 0x23, 0], Section, Version)).Errors[0].Code.ShouldBe("TR1401");

    private static string Insert(string? existing)
        => Encoding.UTF8.GetString(ChangelogFile.Insert(existing is null ? null : Encoding.UTF8.GetBytes(existing), Section, Version));
}
