using System.Text;

namespace Build.Output;

/// <summary>
/// Knows the secrets of this process in every form they may be printed in; base64 at each of the three alignments, so that a secret inside a longer
/// encoded text (an Authorization header) is found too.
/// </summary>
public sealed class Redactor
{
    /// <summary>Shorter texts are everyday words; hiding them would hide the log.</summary>
    private const int ShortestForm = 4;

    private volatile SecretForms _forms = new([]);

    public Redactor(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets) Add(secret);
    }

    internal const string Mask = "***";

    /// <summary>The secrets in this process's environment, for everything it writes that is not its console.</summary>
    public static Redactor OfThisProcess { get; } = new(Options.Secrets(Environment.GetEnvironmentVariable));

    internal SecretForms Forms => _forms;

    /// <summary>Adds a secret that became known later, for example a password inside a remote's URL.</summary>
    public void Add(string secret)
    {
        if (secret.Length < ShortestForm) return;
        _forms = new SecretForms([.. _forms.LongestFirst.Concat(FormsOf(secret)).Where(form => form.Length >= ShortestForm).Distinct().OrderByDescending(form => form.Length)]);
    }

    /// <summary>A whole text with every secret replaced by <c>***</c>.</summary>
    public string Redact(string text)
    {
        if (_forms.First(text) < 0) return text;
        using var result = new StringWriter();
        using (var writer = new RedactingWriter(result, this)) writer.Write(text);
        return result.ToString();
    }

    /// <summary>
    /// As it is; URL-encoded in capitals, in small letters, and as a form field; JSON with and without escaped letters beyond ASCII; base64 and URL-safe base64 at three alignments;
    /// hexadecimal in both cases; quoted for a shell in single quotes, in double quotes and with backslashes, and for a C string; HTML.
    /// </summary>
    private static IEnumerable<string> FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var encoded = Uri.EscapeDataString(secret);
        yield return secret;
        yield return encoded;
        yield return encoded.Replace("%20", "+", StringComparison.Ordinal);
        yield return LowerEscapes(encoded);
        yield return System.Text.Json.JsonEncodedText.Encode(secret, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        yield return System.Text.Json.JsonEncodedText.Encode(secret).ToString();
        yield return System.Text.Json.JsonEncodedText.Encode(secret).ToString().Replace("\\u0022", "\\\"", StringComparison.Ordinal);
        yield return secret.Replace("/", "\\/", StringComparison.Ordinal);
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);
        yield return secret.Replace("'", "'\\''", StringComparison.Ordinal);
        yield return Backslashed(secret, "\\\"$`");
        yield return Backslashed(secret, "\\\"");
        yield return Backslashed(secret, " \\\"'$`!&|;<>()*?[]{}~#=%");
        yield return System.Net.WebUtility.HtmlEncode(secret);
        yield return System.Text.Encodings.Web.HtmlEncoder.Default.Encode(secret);
        foreach (var form in Enumerable.Range(0, 3).Select(offset => Base64(bytes, offset)))
        {
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
        }
    }

    private static string Backslashed(string text, string special) => string.Concat(text.Select(letter => special.Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : $"{letter}"));

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
