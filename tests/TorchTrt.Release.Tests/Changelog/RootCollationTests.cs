using TorchTrt.Release.Changelog;

namespace TorchTrt.Release.Tests.Changelog;

public sealed class RootCollationTests
{
    [Fact]
    public void Punctuation_stands_before_digits_and_digits_before_letters()
        => Sorted("zeta", "Zeta", "10", "2", "`a`", "$a", "~a", "(a)", "[a]", "@a", "_a", "-a", "–a", ".a", "…a", "//core", "aten::x", "alpha", "Alpha", "é", "f", "e", "a b", "a-b", "ab", "→", "中")
            .ShouldBe("_a -a –a …a .a (a) [a] @a //core `a` → ~a $a 10 2 a|b a-b ab alpha Alpha aten::x e é f zeta Zeta 中");

    [Fact]
    public void Case_decides_only_between_texts_that_are_equal_otherwise() => Sorted("Ab", "aC", "ab", "Aa").ShouldBe("Aa ab Ab aC");

    private static string Sorted(params string[] texts) => string.Join(' ', texts.Order(RootCollation.Order).Select(text => text.Replace(' ', '|')));
}
