using TorchTrt.Release.Notes;

namespace TorchTrt.Release.Tests.Notes;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("Add <b>bold</b> & <!-- hidden -->", @"Add \<b>bold\</b> & \<!-- hidden -->")]
    [InlineData("thanks @octocat and @pytorch/core!", "thanks `@octocat` and `@pytorch/core`!")]
    [InlineData("use `@torch.jit.script` here", "use `@torch.jit.script` here")]
    [InlineData("mail a@example.com", "mail a@example.com")]
    [InlineData("\u00E9@octocat", "\u00E9`@octocat`")]
    [InlineData("`code`@octocat", "`code@octocat`")]
    [InlineData("@a@b", "`@a@b`")]
    [InlineData("aten::leaky_relu_ and __init__", @"aten::leaky_relu\_ and \_\_init\_\_")]
    [InlineData("clamp to [0, dim](x) *now*", @"clamp to \[0, dim\](x) \*now\*")]
    [InlineData("see https://example.com/a_b_*c (#12)", "see <https://example.com/a_b_*c> (#12)")]
    [InlineData("(https://example.com/a_(b)).", "(<https://example.com/a_(b)>).")]
    [InlineData("a lone ` backtick", "a lone &#96; backtick")]
    [InlineData("``a ` b``", "``a ` b``")]
    [InlineData("&lt;script&gt;", "&amp;lt;script&amp;gt;")]
    [InlineData("$CUDA_HOME and $PATH", @"\$CUDA_HOME and \$PATH")]
    [InlineData("a | b", @"a \| b")]
    [InlineData("~~gone~~", @"\~\~gone\~\~")]
    [InlineData("# not a heading", @"\# not a heading")]
    [InlineData("#12 stays a link", "#12 stays a link")]
    [InlineData("1. not a list", @"1\. not a list")]
    [InlineData("1.5 is a number", "1.5 is a number")]
    [InlineData("- nor this", @"\- nor this")]
    [InlineData("-1 is a number", "-1 is a number")]
    [InlineData("---", @"\---")]
    [InlineData("> nor a quotation", @"\> nor a quotation")]
    [InlineData("line\nbreak\u202Eesrever", "line break esrever")]
    [InlineData("two\u200B\u00A0  blanks ", "two blanks")]
    public void Commit_text_shows_as_it_was_written(string text, string markdown) => MarkdownText.Inline(text).ShouldBe(markdown);

    [Theory]
    [InlineData("a|b", @"a\|b")]
    [InlineData("`a|b`", "`a\u00A6b`")]
    [InlineData("https://example.com/?a|b", "<https://example.com/?a%7Cb>")]
    public void A_cell_stays_one_cell(string text, string markdown) => MarkdownText.Cell(text).ShouldBe(markdown);

    [Theory]
    [InlineData("libtorchtrt.tar.gz", "`libtorchtrt.tar.gz`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`", "`` ` ``")]
    [InlineData("", "")]
    public void A_code_span_shows_backticks(string text, string markdown) => MarkdownText.Code(text).ShouldBe(markdown);
}
