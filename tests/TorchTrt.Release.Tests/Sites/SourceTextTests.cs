using System.Text;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Tests.Sites;

public class SourceTextTests
{
    [Fact]
    public void Every_byte_outside_the_span_stays()
    {
        byte[] content = [0xEF, 0xBB, 0xBF, .. "v = 1.0\r\n"u8, 0xFF, 0xC3, 0xA9, .. "\r\nend"u8];
        var file = new SourceText("a", content);

        var edited = file.With([(new Span(file.Text.IndexOf("1.0", StringComparison.Ordinal), 3), "1.10")]);

        edited.ShouldBe([0xEF, 0xBB, 0xBF, .. "v = 1.10\r\n"u8, 0xFF, 0xC3, 0xA9, .. "\r\nend"u8]);
    }

    [Fact]
    public void Lines_are_counted_from_one_and_come_without_their_ends()
    {
        var file = new SourceText("a", Encoding.UTF8.GetBytes("one\r\ntwo\n\nfour"));

        file.Lines().Select(file.At).ShouldBe(["one", "two", "", "four"]);
        file.Where(file.Text.IndexOf("four", StringComparison.Ordinal)).ShouldBe("a:4");
    }

    [Fact]
    public void Edits_that_overlap_are_a_mistake_of_ours()
        => Should.Throw<InvalidOperationException>(() => new SourceText("a", "abcdef"u8.ToArray()).With([(new Span(0, 3), ""), (new Span(2, 2), "")]));
}
