using System.Text;

namespace TorchTrt.Release.Tests.Changelog.Differential;

/// <summary>A commit message put together from the pieces that changelog programs look at, whole, doubled, cut short and out of place.</summary>
/// <param name="earlier">Hash and message of the commits before it, for reverts.</param>
internal sealed class GeneratedMessage(Random random, IReadOnlyList<(string Hash, string Message)> earlier)
{
    private static readonly string[] Types =
        ["feat", "fix", "perf", "revert", "docs", "style", "refactor", "test", "build", "ci", "chore", "Feat", "FIX", "", "wip_2", "fix/feat", "feat!", "refactor! ", "12", "é"];

    private static readonly string[] Scopes = ["", "", "", "(core)", "(//py)", "(*)", "()", "( )", "(a, b)", "(aten::add)", "(a(b))", "(x): (y)", "(Größe)", "!(z)", "(a)!"];

    private static readonly string[] Separators = [": ", ": ", ": ", ": ", ":", " : ", ":  ", ":\t", ": \u00A0"];

    private static readonly string[] Words =
    [
        "add", "Zebra", "alpha", "Alpha", "beta", "_x", "-y", "naïve", "Ärger", "中文", "Жук", "жук", "ω", "🚀", "don’t", "“quote”", "a…", "a...", "e\u0301", "x\u200Bz", "--", "—", "0", "10", "9", "$5", "€5", "%", "~", "|", "<b>",
        "#12", "#7", "(#34)", "#34", "#a1", "#include", "gh-5", "GH-12", "owner/name#9", "a/b/c#3", "/x#1", "x/#2", ".#4", "#5.", "#6,", "#7;", "##8", "#9]", "a#10b", "tough-12", "high-5",
        "closes #1", "Fixes: #2", "fix #12 and #13", "resolved owner/n#4", "prefix #3", "fixup #5", "close", "closes:#7", "Resolves gh-8,", "fixes fixes #6", "see #1 fixes #2",
        "@user", "@Org", "@org/team", "a@b.c", "@a-b", "@-x", "`@code`", "`#12`", "``a` #3``", "[#5](http://x/5)", "[a][b]", "[a](b(c)d) #6", "[x", "](y)", "http://e.org/#7", "https://", "see https://e.org/a?b=(c) #8", "xhttp://a #9",
        "BREAKING CHANGE", "breaking change:", "Revert", "This reverts commit", "\r", "\u2028", "\u0085", "\uFEFF", "\t", "  ", "gpg:", "*", "**b**", ":", "(", ")", "): ",
    ];

    private static readonly string[] Lines =
    [
        "", "", "", "Signed-off-by: Ada <ada@example.org>", "Co-authored-by: B <b@example.org>", "Closes #21", "Fixes: #22", "Closes gh-23", "closes: #24, #25", "Refs #26", "See-also: x", "Token #27", "Token gh-28",
        "token:", "token: ", "token:  ", "two words: x", " indented: x", "BREAKING CHANGE: gone", "BREAKING CHANGE: is #31 now", "BREAKING CHANGE:", "BREAKING CHANGE no colon", "breaking change: lower", "* BREAKING CHANGE: listed",
        "*\tBREAKING CHANGE: tab", " BREAKING CHANGE: indented", "BREAKING-CHANGE: hyphen", "BREAKING CHANGES: plural", "BREAKING CHANGE #32", "| BREAKING CHANGE: bar", "BREAKING CHANGE::  two", "---", "--", "-", "- item", "-field-", "-a b-", "-!-", "- -",
        "```", "```cpp", "~~~", "    code #41", "gpg: Signature made", "  gpg: x", "#comment", "# 1. heading #42", "> quote @user", "https://e.org/x #43", "text http://a.b/c fixes #44", "This reverts commit 0123456.", "Revert \"x\"",
    ];

    public string Text
    {
        get
        {
            var text = new StringBuilder();
            if (random.Next(40) == 0) text.Append(Pick(["\n", "\r\n", "\n\n", " ", "\t\n", "gpg: x\n"]));
            text.Append(random.Next(12) == 0 && earlier.Count > 0 ? Revert() : Header());
            var lineEnd = random.Next(12) == 0 ? "\r\n" : "\n";
            text.Append(lineEnd);
            for (var lines = random.Next(2) == 0 ? 0 : random.Next(1, 12); lines > 0; lines--) text.Append(Line()).Append(lineEnd);
            if (random.Next(10) == 0) text.Length -= lineEnd.Length;
            return text.ToString() is var whole && string.IsNullOrWhiteSpace(whole) ? "feat: never empty\n" : whole;
        }
    }

    private string Header() => $"{Pick(Types)}{Pick(Scopes)}{Pick(Separators)}{Sentence(random.Next(1, 6))}";

    private string Revert()
    {
        var (hash, message) = earlier[random.Next(earlier.Count)];
        var header = message.Trim('\r', '\n').Split('\n')[0].TrimEnd('\r');
        var named = random.Next(4) == 0 ? hash[..random.Next(5, 40)] : hash;
        return random.Next(5) switch
        {
            0 => $"revert: {header}\n\nThis reverts commit {named}.",
            1 => $"Revert {header}\nThis reverts commit {named}",
            2 => $"revert: feat: {header}\n\nThis reverts commit {named}x.",
            3 => $"REVERT \"{header}\"\n\n\nthis REVERTS commit {named}.",
            _ => $"Revert \"{header}\"\n\nThis reverts commit {named}.",
        };
    }

    private string Line() => random.Next(3) == 0 ? Sentence(random.Next(1, 7)) : random.Next(4) == 0 ? $"{Pick(Lines)} {Sentence(2)}" : Pick(Lines);

    private string Sentence(int words) => string.Join(random.Next(10) == 0 ? "" : " ", Enumerable.Range(0, words).Select(_ => Pick(Words)));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
