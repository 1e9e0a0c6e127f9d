using TorchTrt.Release.Notes;

namespace TorchTrt.Release.Tests.Notes;

public sealed class NoteLinksTests
{
    [Theory]
    [InlineData("see [the docs](https://pytorch.org/TensorRT).", "https://pytorch.org/TensorRT")]
    [InlineData("Full Changelog: https://github.com/pytorch/TensorRT/compare/v2.11.0...v2.12.0.", "https://github.com/pytorch/TensorRT/compare/v2.11.0...v2.12.0")]
    [InlineData("<https://developer.nvidia.com/tensorrt>", "https://developer.nvidia.com/tensorrt")]
    [InlineData("(https://en.wikipedia.org/wiki/Torch_(machine_learning))", "https://en.wikipedia.org/wiki/Torch_(machine_learning)")]
    [InlineData("* #12 | https://a.example/x | y", "https://a.example/x")]
    public void An_address_ends_where_the_sentence_around_it_goes_on(string text, string link) => NoteLinks.In(text).Pages.ShouldHaveSingleItem().AbsoluteUri.ShouldBe(link);

    [Fact]
    public void Places_on_one_page_are_one_page()
        => NoteLinks.In("https://a.example/x#one and [two](https://a.example/x#two) and https://a.example/x").Pages.ShouldHaveSingleItem().AbsoluteUri.ShouldBe("https://a.example/x");

    [Fact]
    public void Code_holds_no_links()
        => NoteLinks.In("`curl http://localhost:8000` and\n```sh\npip install --extra-index-url https://nobody.example/simple\n```\nbut https://a.example/").Pages.ShouldHaveSingleItem().Host.ShouldBe("a.example");

    [Fact]
    public void Targets_that_no_reader_should_open_are_told_and_places_in_the_page_are_none()
    {
        var links = NoteLinks.In("[run](javascript:alert(1)) [file](file:///etc/passwd) [write](mailto:a@example.org) [below](#notes) [here](docs/x.md)");

        links.Pages.ShouldBeEmpty();
        links.Foreign.ShouldBe(["javascript:alert(1", "file:///etc/passwd"]);
    }
}
