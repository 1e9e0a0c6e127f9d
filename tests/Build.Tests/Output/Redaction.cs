using System.Text;
using Build.Output;

namespace Build.Tests.Output;

public sealed class Redaction
{
    private const string Token = "ghp_AbC+/9 x=Zz~";

    public static TheoryData<string> Forms =>
    [
        Token,
        Uri.EscapeDataString(Token),
        Uri.EscapeDataString(Token).Replace("%2B", "%2b").Replace("%2F", "%2f").Replace("%3D", "%3d"),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Token)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{Token}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Token}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"u:{Token}!")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Token}")).Replace('+', '-').Replace('/', '_'),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_hidden_wherever_it_is_split_and_flushed(string form)
    {
        var text = $"pushing with {form} to origin\n";
        for (var split = 0; split <= text.Length; split++)
        {
            var (first, second) = (text[..split], text[split..]);
            var shown = Written(new Redactor([Token]), first, second);

            shown.ShouldNotContain(form);
            shown.ShouldStartWith("pushing with ");
            shown.ShouldContain("***");
            shown.ShouldEndWith(" to origin\n");
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_hidden_when_it_comes_letter_by_letter(string form)
        => Written(new Redactor([Token]), [.. $"a {form} b".Select(letter => letter.ToString())]).ShouldNotContain(form);

    [Fact]
    public void Of_two_secrets_that_begin_alike_nothing_of_the_longer_is_left()
        => Written(new Redactor(["abcdef", "abcdefghij"]), "<abcdef", "ghij> <abcdef>").ShouldBe("<***> <***>");

    [Fact]
    public void What_only_looks_like_a_beginning_is_written_in_the_end()
        => Written(new Redactor([Token]), "the prefix is ghp_", "").ShouldBe("the prefix is ghp_");

    [Fact]
    public void Everything_else_passes_unchanged()
    {
        var random = new Random(20260101);
        var text = new string([.. Enumerable.Range(0, 5000).Select(_ => "ghp_AbC+/9 x=Zz~\n"[random.Next(17)])]).Replace(Token, "");
        var pieces = text.Chunk(7).Select(piece => new string(piece)).ToArray();

        Written(new Redactor([Token]), pieces).ShouldBe(text);
    }

    [Fact]
    public void A_secret_may_become_known_later()
    {
        var redactor = new Redactor([]);
        redactor.Add("hunter22");

        redactor.Redact("password hunter22.").ShouldBe("password ***.");
    }

    [Fact]
    public void Very_short_texts_are_no_secrets()
        => new Redactor(["a", ""]).Redact("a banana").ShouldBe("a banana");

    private static string Written(Redactor redactor, params string[] pieces)
    {
        var shown = new StringWriter();
        using (var writer = new RedactingWriter(shown, redactor))
        {
            foreach (var piece in pieces)
            {
                writer.Write(piece);
                writer.Flush();
            }
        }

        return shown.ToString();
    }
}
