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

    [Fact]
    public void Quotes_of_print_are_those_of_a_typewriter_until_nothing_else_decides()
        => Sorted("don\u2019t run", "don't run", "don\u2019t clear", "don't drop", "\u201Ca", "\"b", "a\u2010b", "a-c", "a\u2011a").ShouldBe("\u201Ca \"b a-c a\u2011a a\u2010b don\u2019t|clear don't|drop don't|run don\u2019t|run");

    [Fact]
    public void Cyrillic_and_Greek_have_case_too() => Sorted("\u0416\u0443\u043A", "\u0436\u0443\u043A", "\u0416\u0430", "\u03C9", "\u03A9", "z").ShouldBe("z \u03C9 \u03A9 \u0416\u0430 \u0436\u0443\u043A \u0416\u0443\u043A");

    private static string Sorted(params string[] texts) => string.Join(' ', texts.Order(RootCollation.Order).Select(text => text.Replace(' ', '|')));
}
