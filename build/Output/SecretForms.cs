using System.Buffers;

namespace Build.Output;

/// <summary>The forms of all secrets, ready to be looked for in one pass whatever their number.</summary>
/// <param name="longestFirst">Of two that begin alike the longer one comes first.</param>
internal sealed class SecretForms(IReadOnlyList<string> longestFirst)
{
    private readonly SearchValues<string> any = SearchValues.Create([.. longestFirst], StringComparison.Ordinal);

    public IReadOnlyList<string> LongestFirst => longestFirst;

    /// <summary>Where the first of them begins; -1 for nowhere.</summary>
    public int First(ReadOnlySpan<char> text) => longestFirst.Count == 0 ? -1 : text.IndexOfAny(any);

    /// <summary>Length of the longest that the text begins with.</summary>
    public int LengthAtStart(ReadOnlySpan<char> text)
    {
        foreach (var form in longestFirst)
            if (text.StartsWith(form, StringComparison.Ordinal)) return form.Length;
        return 0;
    }

    /// <summary>Where the text's end may be the beginning of one; -1 when it is not.</summary>
    public int Beginning(ReadOnlySpan<char> text)
    {
        if (longestFirst.Count == 0) return -1;
        for (var i = Math.Max(0, text.Length - longestFirst[0].Length + 1); i < text.Length; i++)
        {
            var end = text[i..];
            foreach (var form in longestFirst)
                if (end.Length < form.Length && form.AsSpan().StartsWith(end, StringComparison.Ordinal)) return i;
        }

        return -1;
    }
}
