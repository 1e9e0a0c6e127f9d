using System.Text;

namespace TorchTrt.Release.Tests.Notes;

/// <summary>Commit messages that people and machines of ill will might write, the same for the same seed.</summary>
internal sealed class HostileMessages(int seed)
{
    private static readonly string[] Headers =
    [
        "feat: ", "fix(//core): ", "feat(aten::x|y): ", "feat!: ", "refactor!(<b>): ", "perf: ", "chore: ", "Revert \"", "[cherry-pick][release/2.13] ", "cherry pick #12: ", "Fix: ", "", "", "", "(", "fix/feat: ",
    ];

    private static readonly string[] Pieces =
    [
        "<script>alert(1)</script>", "<!--", "-->", "<details>", "</details>", "<img src=x onerror=y>", "<b>", "<a href=\"https://example.com\">", "<https://example.com>", "<x@example.com>", "<?php", "<![CDATA[", "&lt;", "&#60;", "&amp", "&colon;",
        "@octocat", "@pytorch/core", "\u00E9@octocat", "@", "@@a", "_@a", "`@a`", "a@example.com", "@a@b", "(@octocat)", "@octocat's", "\\@octocat",
        "`", "``", "```", "````", "~~~", "~~", "~", "*", "**", "***", "_", "__", "___", "a_b", "_a_", "*a*", "==", "++", "^^", "$", "$$", "$a$", "\\(", "\\[", "\\", "\\\\", "\\`", "\\<",
        "[x](https://example.com)", "![x](https://example.com/x.png)", "[x][y]", "[y]: https://example.com", "[^1]", "[^1]: note", "[ ]", "[x]", "[", "]", "](", "(", ")", "!", "![",
        "# ", "## ", "#", "#12", "GH-12", "pytorch/TensorRT#12", "(#12)", "(#12) (#34)", "> ", "> [!NOTE]", "- ", "+ ", "* ", "1. ", "1) ", "0. ", "123456789. ", "1234567890. ", "---", "===", "***", "___", "- - -", ":--", ":-: | :-:", "--- | ---", "|", "||", "a | b", "| a | b |",
        "https://example.com", "http://example.com/a_b_c*d*", "https://example.com/(a)", "https://example.com/`", "https://", "https://@a", "HTTPS://EXAMPLE.COM/<b>", "www.example.com", "ftp://example.com", "xhttps://example.com", "https://example.com/?a=1&lt;=2", "https://example.com/|", "https://example.com.",
        "\t", "    ", "\u00A0", "\u200B", "\u200D", "\u202E", "\u2028", "\u2029", "\0", "\a", "\u001B[31m", "\u007F", "\uFEFF", "\uFFFD", "\uD800", "\uDC00", "\uD83D\uDE00", "e\u0301", "\u5C9A\u5C9A", "\u2026",
        " ", " ", " ", " ", "word", "aten::add", "std::move", "torch.jit", "a", "1", ".", ",", ":", ";", ":bug:", "\"", "'", "{", "}", "%", "/",
    ];

    private static readonly string[] Lines =
    [
        "\n", "\n", "\r\n", "\r", "\n\n", "\nBREAKING CHANGE: ", "\n\nBREAKING CHANGE: ", "\n```\n", "\n~~~\n", "\n    code\n", "\n<div>\n", "\n# ", "\n- ", "\n* ", "\n> ", "\n---\n", "\n===\n", "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "\nSigned-off-by: A <a@example.com>", "\nCo-authored-by: @octocat <b@example.com>", "\nCo-authored-by: <b>X</b>|* <c@example.com>", "\nFixes #12", "\nCloses pytorch/TensorRT#12",
    ];

    private readonly Random random = new(seed);

    public string Next()
    {
        var message = new StringBuilder(Pick(Headers));
        for (var count = random.Next(1, 12); count > 0; count--) message.Append(Pick(Pieces));
        for (var more = random.Next(0, 4); more > 0; more--)
        {
            message.Append(Pick(Lines));
            for (var count = random.Next(0, 8); count > 0; count--) message.Append(Pick(Pieces));
        }

        return message.ToString();
    }

    /// <summary>A line of any of them, for a title or a name.</summary>
    public string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => Pick(Pieces)));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
