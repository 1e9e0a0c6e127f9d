using System.Globalization;
using System.Net;
using System.Text;
using Build.Output;
using Newtonsoft.Json;

namespace Build.Tests.Output;

/// <summary>
/// Random secrets in every encoding, cut at random places into random writes, with flushes between: nothing of them is ever seen. A slice runs always;
/// <c>REDACTION_CASES=50000</c> sets how many.
/// </summary>
public sealed class RedactionFuzz
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=_-.~ '\"\\$`&<>%!#*?äß€";

    private static int Cases => int.TryParse(Environment.GetEnvironmentVariable("REDACTION_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) ? cases : 3000;

    public static IReadOnlyList<(string Name, Func<string, string> Encode)> Encodings { get; } =
    [
        ("as it is", secret => secret),
        ("URL", Uri.EscapeDataString),
        ("URL in small letters", secret => Small(Uri.EscapeDataString(secret))),
        ("form field", secret => Uri.EscapeDataString(secret).Replace("%20", "+")),
        ("JSON by Newtonsoft", secret => JsonConvert.ToString(secret)[1..^1]),
        ("JSON by System.Text.Json", secret => System.Text.Json.JsonSerializer.Serialize(secret)[1..^1]),
        ("base64 alone", secret => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))),
        ("base64 after one byte", secret => Convert.ToBase64String(Encoding.UTF8.GetBytes($"u{secret}"))),
        ("base64 after two bytes", secret => Convert.ToBase64String(Encoding.UTF8.GetBytes($"me{secret}!"))),
        ("Basic authorization", secret => Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{secret}"))),
        ("base64 for URLs", secret => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).Replace('+', '-').Replace('/', '_').TrimEnd('=')),
        ("hexadecimal", secret => Convert.ToHexString(Encoding.UTF8.GetBytes(secret))),
        ("hexadecimal in small letters", secret => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret))),
        ("shell, single quotes", secret => secret.Replace("'", "'\\''")),
        ("command line", secret => secret.Replace("\\", "\\\\").Replace("\"", "\\\"")),
        ("HTML", WebUtility.HtmlEncode),
    ];

    [Fact]
    public void No_secret_is_seen_in_any_encoding_wherever_its_text_is_cut()
    {
        var random = new Random(20261123);
        for (var number = 0; number < Cases; number++)
        {
            var secret = Secret(random);
            var (name, encode) = Encodings[number % Encodings.Count];
            var encoded = encode(secret);
            var before = Noise(random, secret);
            var after = Noise(random, secret);

            var shown = Written(new Redactor([secret]), $"{before}{encoded}{after}", random);

            Tell(encoded[Public(name)..], shown).ShouldBeEmpty($"case {number}, {name}: secret {secret}");
            shown.ShouldStartWith(before[..Math.Max(0, before.Length - 3)]);
            shown.ShouldEndWith(after[Math.Min(after.Length, 3)..]);
        }
    }

    /// <summary>How many letters of an encoded text tell of what stands before the secret.</summary>
    private static int Public(string encoding) => encoding == "Basic authorization" ? 20 : encoding.StartsWith("base64 after", StringComparison.Ordinal) ? 3 : 0;

    /// <summary>A piece of the encoded secret that is still to be read; empty when there is none.</summary>
    private static string Tell(string encoded, string shown)
    {
        // Sixteen letters in a row of a secret, or all of a shorter one, would be a leak.
        var length = Math.Min(encoded.Length, 16);
        for (var start = 0; start + length <= encoded.Length; start++)
            if (shown.Contains(encoded.Substring(start, length), StringComparison.Ordinal)) return encoded.Substring(start, length);
        return "";
    }

    private static string Secret(Random random)
        => new([.. Enumerable.Range(0, random.Next(12, 60)).Select(_ => Letters[random.Next(Letters.Length)])]);

    /// <summary>Text around a secret, with beginnings of it in between.</summary>
    private static string Noise(Random random, string secret)
        => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(3) == 0 ? $"{secret[..random.Next(1, 6)]}|" : $"[{random.Next()}]"));

    private static string Written(Redactor redactor, string text, Random random)
    {
        var shown = new StringWriter();
        using (var writer = new RedactingWriter(shown, redactor))
        {
            for (var at = 0; at < text.Length;)
            {
                var piece = Math.Min(text.Length - at, random.Next(1, 24));
                writer.Write(text.AsSpan(at, piece));
                if (random.Next(2) == 0) writer.Flush();
                at += piece;
            }
        }

        return shown.ToString();
    }

    private static string Small(string encoded) => System.Text.RegularExpressions.Regex.Replace(encoded, "%[0-9A-F]{2}", escape => escape.Value.ToLowerInvariant());
}
