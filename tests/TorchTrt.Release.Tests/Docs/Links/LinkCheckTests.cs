using System.Text;
using TorchTrt.Release.Docs.Links;

namespace TorchTrt.Release.Tests.Docs.Links;

public class LinkCheckTests
{
    [Theory]
    [InlineData("other.html")]
    [InlineData("./other.html#here")]
    [InlineData("other.html#h%C3%A9re")]
    [InlineData("sub/../other.html?v=2#here")]
    [InlineData("sub/")]
    [InlineData("sub")]
    [InlineData("sub/page%20one.html")]
    [InlineData("#own")]
    [InlineData("#top")]
    [InlineData("#")]
    [InlineData("")]
    [InlineData("other.html#:~:text=anything")]
    [InlineData("logo.png#not-an-anchor-of-a-page")]
    public void A_link_that_leads_somewhere_is_no_finding(string link) => Check($"<p id=own><a href=\"{link}\">x</a>").Broken.ShouldBeEmpty();

    [Theory]
    [InlineData("gone.html", "index.html:1: gone.html (no such file)")]
    [InlineData("Other.html", "index.html:1: Other.html (no such file)")]
    [InlineData("www.lfprojects.org/policies/", "index.html:1: www.lfprojects.org/policies/ (no such file)")]
    [InlineData("other.html#gone", "index.html:1: other.html#gone (no such anchor)")]
    [InlineData("#1", "index.html:1: #1 (no such anchor)")]
    [InlineData("../index.html", "index.html:1: ../index.html (leads out of the folder)")]
    [InlineData("/assets/logo.svg", "index.html:1: /assets/logo.svg (leads out of the folder)")]
    [InlineData("file://tutorials/images/circ_pad_example.png", "index.html:1: file://tutorials/images/circ_pad_example.png (a file of the machine that built it)")]
    [InlineData("C:\\docs\\index.html", "index.html:1: C:\\docs\\index.html (a file of the machine that built it)")]
    public void One_that_leads_nowhere_is_named_with_its_place(string link, string finding) => Check($"<a href=\"{link}\">x</a>").Broken.Select(broken => $"{broken}").ShouldBe([finding]);

    [Theory]
    [InlineData("https://pytorch.org/x")]
    [InlineData("//fonts.example/x.css")]
    [InlineData("mailto:a@example.org")]
    [InlineData("data:image/png;base64,AAAA")]
    public void Other_sites_are_counted_and_not_followed(string link)
    {
        var report = Check($"<a href='{link}'>x</a>");

        (report.Inside, report.Elsewhere, report.Broken.Count).ShouldBe((0, 1, 0));
    }

    [Fact]
    public void Links_of_a_page_in_a_subfolder_start_there()
        => LinkCheck.Of(Files(("a/b/page.html", "<a href=\"../c.html\">1</a><a href=\"d.html\">2</a><img src=\"../../logo.png\">"), ("a/c.html", ""), ("logo.png", ""))).List
            .ShouldBe("a/b/page.html:1: d.html (no such file)\n");

    [Fact]
    public void Style_sheets_are_followed_too()
        => LinkCheck.Of(Files(("_static/theme.css", "/* url(gone.svg) */\n.a { background: url('../img/logo.svg') }\n.b { background: URL( font.woff ) }\n.c { background: url(data:image/png;base64,AA) }"), ("img/logo.svg", ""))).List
            .ShouldBe("_static/theme.css:3: font.woff (no such file)\n");

    [Fact]
    public void Templates_among_a_themes_files_are_no_pages() => Check("<script src=\"{{ pathto('x.js', 1) }}\"></script>").Broken.ShouldBeEmpty();

    private static LinkReport Check(string html)
        => LinkCheck.Of(Files(("index.html", html), ("other.html", "<h1 id=here></h1><a name='h\u00e9re'></a>"), ("sub/index.html", ""), ("sub/page one.html", ""), ("logo.png", "")));

    private static IEnumerable<(string, Func<byte[]>)> Files(params (string Path, string Text)[] files) => files.Select(file => (file.Path, (Func<byte[]>)(() => Encoding.UTF8.GetBytes(file.Text))));
}
