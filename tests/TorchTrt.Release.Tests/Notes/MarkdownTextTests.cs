using TorchTrt.Release.Notes;

namespace TorchTrt.Release.Tests.Notes;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("Add <b>bold</b> & <!-- hidden -->", @"Add \<b>bold\</b> & \<!-- hidden -->")]
    [InlineData("thanks @octocat and @pytorch/core!", "thanks `@octocat` and `@pytorch/core`!")]
    [InlineData("use `@torch.jit.script` here", "use `@torch.jit.script` here")]
    [InlineData("mail a@example.com", "mail a@example.com")]
    [InlineData("aten::leaky_relu_ and __init__", @"aten::leaky_relu\_ and \_\_init\_\_")]
    [InlineData("clamp to [0, dim](x) *now*", @"clamp to \[0, dim\](x) \*now\*")]
    [InlineData("see https://example.com/a_b_*c (#12)", "see https://example.com/a_b_*c (#12)")]
    [InlineData("a lone ` backtick", @"a lone \` backtick")]
    [InlineData("&lt;script&gt;", "&amp;lt;script&amp;gt;")]
    [InlineData("# not a heading", @"\# not a heading")]
    [InlineData("#12 stays a link", "#12 stays a link")]
    [InlineData("1. not a list", @"1\. not a list")]
    [InlineData("- nor this", @"\- nor this")]
    [InlineData("line\nbreak\u202Eesrever", "line break esrever")]
    public void Commit_text_shows_as_it_was_written(string text, string markdown) => MarkdownText.Inline(text).ShouldBe(markdown);

    [Fact]
    public void A_cell_stays_one_cell() => MarkdownText.Cell("a|b").ShouldBe(@"a\|b");
}
