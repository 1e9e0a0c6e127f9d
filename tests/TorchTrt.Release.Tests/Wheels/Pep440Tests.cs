using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Tests.Wheels;

public class Pep440Tests
{
    /// <summary>The order of PEP 440's own example, with its epochs and local versions.</summary>
    [Fact]
    public void Versions_follow_each_other_as_the_specification_says()
    {
        string[] inOrder =
        [
            "1.dev0", "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2", "1.0b2.post345.dev456", "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0",
            "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0.post456.dev34", "1.0.post456", "1.0.15", "1.1.dev1", "1!0.1",
        ];
        var versions = inOrder.Select(text => Pep440Version.Read(text)!).ToList();

        versions.Order().Select(version => version.Text).ShouldBe(inOrder);
        for (var index = 1; index < versions.Count; index++) (versions[index - 1] < versions[index]).ShouldBeTrue($"{versions[index - 1]} < {versions[index]}");
    }

    [Theory]
    [InlineData("1.0", "1.0.0")]
    [InlineData("1.0alpha1", "1.0a1")]
    [InlineData("v1.0-rc.1", "1.0RC1")]
    [InlineData("1.0-1", "1.0.post1")]
    [InlineData("1.0+CU130", "1.0+cu130")]
    public void Spellings_of_one_version_are_equal(string one, string other)
        => Pep440Version.Read(one)!.CompareTo(Pep440Version.Read(other)).ShouldBe(0);

    [Theory]
    [InlineData(">=2.12.0,<2.13.0", "2.12.1", true)]
    [InlineData(">=2.12.0,<2.13.0", "2.13.0", false)]
    [InlineData("<2.13.0", "2.13.0rc1", false)]
    [InlineData("<2.13.0rc2", "2.13.0rc1", true)]
    [InlineData(">1.7", "1.7.0.post1", false)]
    [InlineData("==2.1.*", "2.1.5", true)]
    [InlineData("==2.1.*", "2.10", false)]
    [InlineData("!=2.1.*", "2.1.5", false)]
    [InlineData("==10.0.1", "10.0.1+cu130", true)]
    [InlineData("==10.0.1+cu130", "10.0.1", false)]
    [InlineData("~=2.2", "2.9", true)]
    [InlineData("~=2.2.1", "2.3", false)]
    [InlineData("===1.0", "1.0.0", false)]
    [InlineData("", "0.1", true)]
    public void Specifiers_take_what_installers_would_take(string specifier, string version, bool takes)
        => VersionSpecifier.Read(specifier)!.Takes(Pep440Version.Read(version)!).ShouldBe(takes);

    [Theory]
    [InlineData("torch")]
    [InlineData("2..0")]
    [InlineData("2.0-")]
    public void What_is_no_version_is_none(string text) => Pep440Version.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("torch<1.11.0,>=1.10.0; extra == 'torch'", "torch", "<1.11.0,>=1.10.0")]
    [InlineData("tensorrt_cu13 (>=10.16.1)", "tensorrt-cu13", ">=10.16.1")]
    [InlineData("Typing.Extensions[all] >= 4.7.0", "typing-extensions", ">= 4.7.0")]
    [InlineData("numpy", "numpy", "")]
    public void Requirements_are_read_in_every_spelling(string text, string name, string specifier)
    {
        var requirement = PackageRequirement.Read(text)!;

        (requirement.Name, requirement.Specifier!.Text).ShouldBe((name, specifier));
    }
}
