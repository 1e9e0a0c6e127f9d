using System.Globalization;
using System.Text;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// The order of <c>String.prototype.localeCompare</c> in an English locale (the root table of CLDR, punctuation not ignored), without ICU: the
/// process runs with invariant globalization, and an installed ICU's version must not reorder a changelog. Exact for ASCII and Latin-1 and for the
/// punctuation people type; other symbols stand before the digits and other letters after <c>z</c>, by code point.
/// </summary>
public sealed class RootCollation : IComparer<string>
{
    /// <summary>Everything before the digits, in order.</summary>
    private const string Marks =
        "\t\n\v\f\r\u0085\u2028\u2029 \u203E_\u2017-\u2010\u2012\u2013\u2014\u2015,;:!\u00A1?\u00BF.\u00B7'\u2039\u203A\"\u00AB\u00BB()[]{}"
        + "\u00A7\u00B6@*/\\&#%\u2030\u2020\u2021\u2022\u2032\u2033`\u00B4^\u00AF\u00A8\u00B8\u00B0\u00A9\u00AE\u2190\u2192\u2191\u2193\u2194\u21D2\u21D4"
        + "\u2200\u2202\u2203\u2208\u2211+\u00B1\u00F7\u00D7<=>\u00AC|\u00A6~\u2212\u221A\u221E\u2248\u2264\u2265";

    /// <summary>Sorted as the quotes of a typewriter, and after them where nothing else decides.</summary>
    private const string SingleQuotes = "\u2018\u2019\u201A";

    private const string DoubleQuotes = "\u201C\u201D\u201E";

    private const string Currencies = "\u00A4\u00A2$\u00A3\u00A5\u20AC";

    /// <summary>Sorted as the three full stops it stands for.</summary>
    private const int Ellipsis = 0x2026;

    private const int FirstSymbol = 0x1000;
    private const int FirstCurrency = 0x200000;
    private const int FirstDigit = 0x201000;
    private const int FirstLatin = 0x202000;
    private const int FirstLetter = 0x210000;

    private const string Accented = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöøùúûüýÿ";
    private const string BaseLetter = "AAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyy";

    public static readonly RootCollation Order = new();

    private static readonly Weight[] Latin1 = WeightsOf(256);

    /// <summary>Letters first, then accents, then lower case before upper case, each over the whole text; 0 keeps the present order of two texts.</summary>
    public int Compare(string? left, string? right)
    {
        var order = Compare(left, right, Level.Primary);
        if (order == 0) order = Compare(left, right, Level.Accent);
        return order != 0 ? order : Compare(left, right, Level.Case);
    }

    private static int Compare(string? left, string? right, Level level)
    {
        var a = new WeightReader(left);
        var b = new WeightReader(right);
        while (true)
        {
            var (hasLeft, hasRight) = (a.Read(), b.Read());
            if (!hasLeft || !hasRight) return hasLeft.CompareTo(hasRight);
            var order = a.Weight.At(level).CompareTo(b.Weight.At(level));
            if (order != 0) return order;
        }
    }

    private static Weight[] WeightsOf(int codes)
    {
        var weights = new Weight[codes];
        for (var code = 0; code < codes; code++) weights[code] = WeightOf(code);
        return weights;
    }

    private static Weight WeightOf(int code)
    {
        if (code > char.MaxValue) return Other(code);
        var c = (char)code;
        if (c == '\u00A0') return new Weight(Marks.IndexOf(' ', StringComparison.Ordinal) + 1, 0, 1);
        if (c == '\u2011') return new Weight(Marks.IndexOf('\u2010', StringComparison.Ordinal) + 1, 1, 0);
        if (SingleQuotes.IndexOf(c, StringComparison.Ordinal) is >= 0 and var single) return new Weight(Marks.IndexOf('\'', StringComparison.Ordinal) + 1, single + 1, 0);
        if (DoubleQuotes.IndexOf(c, StringComparison.Ordinal) is >= 0 and var twofold) return new Weight(Marks.IndexOf('"', StringComparison.Ordinal) + 1, twofold + 1, 0);
        var mark = Marks.IndexOf(c, StringComparison.Ordinal);
        if (mark >= 0) return new Weight(mark + 1, 0, 0);
        var currency = Currencies.IndexOf(c, StringComparison.Ordinal);
        if (currency >= 0) return new Weight(FirstCurrency + currency, 0, 0);
        if (char.IsAsciiDigit(c)) return new Weight(FirstDigit + (c - '0'), 0, 0);
        if (char.IsAsciiLetter(c)) return Letter(c, 0);
        var accented = Accented.IndexOf(c, StringComparison.Ordinal);
        return accented >= 0 ? Letter(BaseLetter[accented], c | 0x20) : Other(code);
    }

    private static Weight Letter(char letter, int accent)
        => new(FirstLatin + ((letter | 0x20) - 'a'), accent, char.IsAsciiLetterUpper(letter) ? 1 : 0);

    private static Weight Other(int code)
    {
        switch (CharUnicodeInfo.GetUnicodeCategory(code))
        {
            case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.Surrogate:
                return default;
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter:
                return new Weight(FirstLetter + Rune.ToLowerInvariant(new Rune(code)).Value, 0, 1);
            case UnicodeCategory.LowercaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter:
                return new Weight(FirstLetter + code, 0, 0);
            default:
                return new Weight(FirstSymbol + code, 0, 0);
        }
    }

    private enum Level
    {
        Primary,
        Accent,
        Case,
    }

    /// <param name="Primary">0: the character does not count.</param>
    private readonly record struct Weight(int Primary, int Accent, int Case)
    {
        public int At(Level level) => level switch { Level.Primary => Primary, Level.Accent => Accent, _ => Case };
    }

    /// <summary>The weights of a text's characters that count, one after the other.</summary>
    private ref struct WeightReader(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> rest = text;
        private int repeats;

        public Weight Weight { get; private set; }

        public bool Read()
        {
            if (repeats > 0)
            {
                repeats--;
                return true;
            }

            while (rest.Length > 0)
            {
                Rune.DecodeFromUtf16(rest, out var rune, out var length);
                rest = rest[length..];
                (Weight, repeats) = rune.Value == Ellipsis ? (Latin1['.'], 2) : (rune.Value < Latin1.Length ? Latin1[rune.Value] : WeightOf(rune.Value), 0);
                if (Weight.Primary != 0) return true;
            }

            return false;
        }
    }
}
