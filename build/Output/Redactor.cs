using System.Text;

namespace Build.Output;

/// <summary>
/// Knows the secrets of this process in every form they may be printed in: as they are, URL-encoded, and base64
/// at each of the three alignments, so that a secret inside a longer encoded text (an Authorization header) is found too.
/// </summary>
public sealed class Redactor
{
    /// <summary>Shorter texts are everyday words; hiding them would hide the log.</summary>
    private const int ShortestForm = 4;

    private volatile IReadOnlyList<string> _forms = [];
    private volatile string _beginnings = "";

    public Redactor(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets) Add(secret);
    }

    internal const string Mask = "***";

    /// <summary>Longest first.</summary>
    internal IReadOnlyList<string> Forms => _forms;

    /// <summary>The characters that a form begins with.</summary>
    internal string Beginnings => _beginnings;

    /// <summary>Adds a secret that became known later, for example a password inside a remote's URL.</summary>
    public void Add(string secret)
    {
        if (secret.Length < ShortestForm) return;
        IReadOnlyList<string> forms = [.. _forms.Concat(FormsOf(secret)).Where(form => form.Length >= ShortestForm).Distinct().OrderByDescending(form => form.Length)];
        // In this order, so that no writer knows a form before its beginning.
        _beginnings = string.Concat(forms.Select(form => form[0]).Distinct());
        _forms = forms;
    }

    /// <summary>A whole text with every secret replaced by <c>***</c>.</summary>
    public string Redact(string text)
    {
        using var result = new StringWriter();
        using (var writer = new RedactingWriter(result, this)) writer.Write(text);
        return result.ToString();
    }

    private static IEnumerable<string> FormsOf(string secret)
    {
        yield return secret;
        var encoded = Uri.EscapeDataString(secret);
        yield return encoded;
        yield return encoded.Replace("%20", "+", StringComparison.Ordinal);
        yield return LowerEscapes(encoded);
        foreach (var form in Enumerable.Range(0, 3).Select(offset => Base64(Encoding.UTF8.GetBytes(secret), offset)))
        {
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
        }
    }

    /// <summary>The characters that depend on the secret alone when it starts at an offset inside the encoded bytes.</summary>
    private static string Base64(byte[] secret, int offset)
    {
        var text = Convert.ToBase64String([.. new byte[offset], .. secret]);
        var first = ((offset * 8) + 5) / 6;
        var end = (offset + secret.Length) * 8 / 6;
        return text[first..end];
    }

    private static string LowerEscapes(string encoded)
    {
        var letters = encoded.ToCharArray();
        for (var i = 0; i + 2 < letters.Length; i++)
        {
            if (letters[i] != '%') continue;
            letters[i + 1] = char.ToLowerInvariant(letters[i + 1]);
            letters[i + 2] = char.ToLowerInvariant(letters[i + 2]);
        }

        return new string(letters);
    }
}
