using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Versions;

public class LooseVersionTests
{
    [Theory]
    [InlineData("1.1.0a0", "1.1.0", Maturity.Alpha)]
    [InlineData("1.4.0.dev0", "1.4.0", Maturity.Development)]
    [InlineData("1.4.0dev0", "1.4.0", Maturity.Development)]
    [InlineData("1.4.0.rc0", "1.4.0", Maturity.Candidate)]
    [InlineData("0.4.0a", "0.4.0", Maturity.Alpha)]
    [InlineData("0.4a", "0.4.0", Maturity.Alpha)]
    [InlineData("2.6.0.dev0+25075e20f", "2.6.0", Maturity.Development)]
    [InlineData("1.2.0", "1.2.0", Maturity.Final)]
    public void Every_spelling_the_project_has_used_is_readable(string text, string line, Maturity maturity)
    {
        LooseVersion.TryRead(text, out var version).ShouldBeTrue();

        version.Line.ToString().ShouldBe(line);
        version.Maturity.ShouldBe(maturity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("master")]
    [InlineData("${BUILD_VERSION}")]
    [InlineData("1.2.0;rm -rf")]
    [InlineData("1")]
    public void Anything_else_is_not_a_version(string text) => LooseVersion.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("1.2.0a0", "1.1.0", true)]
    [InlineData("1.1.0", "1.1.0rc1", true)]
    [InlineData("1.1.0a0", "1.1.0", false)]
    [InlineData("1.1.0", "1.1.0", false)]
    [InlineData("1.4.0.dev0", "1.4.0a1", false)]
    public void It_is_known_when_a_new_version_would_go_backwards(string written, string next, bool beyond)
    {
        LooseVersion.TryRead(written, out var version).ShouldBeTrue();

        version.IsBeyond(ReleaseVersion.Parse(next)).ShouldBe(beyond);
    }
}
