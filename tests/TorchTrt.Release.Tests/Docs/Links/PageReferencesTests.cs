using TorchTrt.Release.Docs.Links;

namespace TorchTrt.Release.Tests.Docs.Links;

public class PageReferencesTests
{
    [Theory]
    [InlineData("<a href=\"a.html\">", "1 a.html")]
    [InlineData("<A HREF='a.html'>", "1 a.html")]
    [InlineData("<a\n  class=x\n  href = a.html>", "3 a.html")]
    [InlineData("<link rel=stylesheet href=a.css/><script src=\"b.js\" defer></script>", "1 a.css/", "1 b.js")]
    [InlineData("<img alt=\"a > b\" src=\"c.png\">", "1 c.png")]
    [InlineData("<a href=\"x?a=1&amp;b=2#%20&quot;\">", "1 x?a=1&b=2#%20\"")]
    [InlineData("<img srcset=\"a.png 1x, b.png 2x\">", "1 a.png", "1 b.png")]
    [InlineData("<form action=\"search.html\"><video poster=p.png><object data=o.svg>", "1 search.html", "1 p.png", "1 o.svg")]
    [InlineData("<a data-href=\"no\" href>text</a>")]
    [InlineData("<!-- <a href=\"no\"> --><!DOCTYPE html><?xml href=\"no\"?></a href=\"no\">")]
    [InlineData("<script>document.write('<a href=\"no\">')</script>\n<a href=\"yes\">", "2 yes")]
    [InlineData("<title><a href=\"no\"></title><textarea><a href=\"no\"></textarea>")]
    [InlineData("1 < 2 <3 <a href=\"yes\">", "1 yes")]
    [InlineData("<a href=\"never closed")]
    [InlineData("<a href=", new string[0])]
    [InlineData("<", new string[0])]
    public void Links_are_read_as_a_browser_reads_them(string html, params string[] links)
    {
        var found = new List<string>();

        PageReferences.OfHtml(html, (link, line) => found.Add($"{line} {link}"), _ => { });

        found.ShouldBe(html.EndsWith("never closed", StringComparison.Ordinal) ? ["1 never closed"] : links);
    }

    [Fact]
    public void Anchors_are_ids_and_names_of_anchors()
    {
        var found = new List<string>();

        PageReferences.OfHtml("<h1 ID=\"a\"><a name=b></a><meta name=\"no\"><input name=no><p id='c&amp;d'>", (_, _) => { }, found.Add);

        found.ShouldBe(["a", "b", "c&d"]);
    }

    [Fact]
    public void Whatever_is_cut_off_or_garbled_is_read_to_its_end()
    {
        const string page = "<!-- c --><script>x</script><a href='q' id=a>\"<style>y</style><img srcset='a 1x,b'/>url('x')/* c */";
        var random = new Random(20260823);
        for (var round = 0; round < 20_000; round++)
        {
            var letters = page[..random.Next(page.Length + 1)].ToCharArray();
            for (var edits = random.Next(6); edits > 0 && letters.Length > 0; edits--) letters[random.Next(letters.Length)] = "<>\"'/=!-& \0"[random.Next(11)];
            var text = new string(letters);

            Should.NotThrow(() => PageReferences.OfHtml(text, (_, line) => line.ShouldBe(1), _ => { }));
            Should.NotThrow(() => PageReferences.OfStyles(text, (_, line) => line.ShouldBe(1)));
        }
    }
}
