using System.Text;

namespace TorchTrt.Release.Docs.Links;

/// <summary>What is wrong with a link.</summary>
public enum LinkFault
{
    /// <summary>There is no such file in the folder.</summary>
    NoFile,

    /// <summary>The page is there and has no such anchor.</summary>
    NoAnchor,

    /// <summary>It leads out of the folder, so that what it means depends on where the folder is put.</summary>
    Outside,

    /// <summary>It names a file of the machine that built the page.</summary>
    BuildMachine,
}

/// <summary>A link that leads nowhere.</summary>
/// <param name="Page">File that has it, relative to the folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Link">As written.</param>
public sealed record BrokenLink(string Page, int Line, string Link, LinkFault Fault)
{
    public override string ToString() => $"{Page}:{Line}: {Link} {Fault switch
    {
        LinkFault.NoFile => "(no such file)",
        LinkFault.NoAnchor => "(no such anchor)",
        LinkFault.Outside => "(leads out of the folder)",
        _ => "(a file of the machine that built it)",
    }}";
}

/// <summary>What the links of a folder of documentation come to.</summary>
/// <param name="Pages">HTML files and style sheets that were read.</param>
/// <param name="Inside">Links to files of the folder, each occurrence.</param>
/// <param name="Elsewhere">Links to other sites, which are not followed.</param>
/// <param name="Broken">By page and line.</param>
public sealed record LinkReport(int Pages, int Inside, int Elsewhere, IReadOnlyList<BrokenLink> Broken)
{
    /// <summary>One line a link; empty when all is well.</summary>
    public string List => string.Concat(Broken.Select(link => $"{link}\n"));
}

/// <summary>Checks the links within a folder of documentation, offline. Give it every file once, in any order; each is read once and let go.</summary>
public sealed class LinkCheck
{
    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<Place, List<Source>> asked = [];
    private readonly List<BrokenLink> broken = [];
    private int pages, inside, elsewhere;

    /// <summary>Checks a whole folder.</summary>
    /// <param name="files">Path relative to the folder, with '/', and a way to its bytes; only pages and style sheets are opened.</param>
    public static LinkReport Of(IEnumerable<(string Path, Func<byte[]> Open)> files)
    {
        var check = new LinkCheck();
        foreach (var (path, open) in files) check.Add(path, open);
        return check.Finish();
    }

    /// <param name="path">Relative to the folder, with '/'.</param>
    public void Add(string path, Func<byte[]> open)
    {
        files.Add(path);
        if (path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            pages++;
            var known = new HashSet<string>(StringComparer.Ordinal);
            anchors.Add(path, known);
            PageReferences.OfHtml(Encoding.UTF8.GetString(open()), (link, line) => Take(new Source(path, line, link)), anchor => known.Add(anchor));
        }
        else if (path.EndsWith(".css", StringComparison.OrdinalIgnoreCase))
        {
            pages++;
            PageReferences.OfStyles(Encoding.UTF8.GetString(open()), (link, line) => Take(new Source(path, line, link)));
        }
    }

    public LinkReport Finish()
    {
        foreach (var (place, sources) in asked)
            if (Fault(place) is { } fault)
                broken.AddRange(sources.Select(source => source.Broken(fault)));
        return new LinkReport(pages, inside, elsewhere, [.. broken.OrderBy(link => link.Page, StringComparer.Ordinal).ThenBy(link => link.Line).ThenBy(link => link.Link, StringComparer.Ordinal)]);
    }

    private void Take(Source source)
    {
        var link = source.Link.Trim();
        // Themes ship templates among their static files.
        if (link.Contains("{{", StringComparison.Ordinal)) return;
        switch (Scheme(link))
        {
            case "file":
            case { Length: 1 }:
                broken.Add(source.Broken(LinkFault.BuildMachine));
                return;
            case not null:
                elsewhere++;
                return;
        }

        if (link.StartsWith("//", StringComparison.Ordinal)) elsewhere++;
        else if (Place.Of(link, source.Page) is { } place)
        {
            inside++;
            if (!asked.TryGetValue(place, out var sources)) asked.Add(place, sources = []);
            sources.Add(source);
        }
        else broken.Add(source.Broken(LinkFault.Outside));
    }

    private LinkFault? Fault(Place place)
    {
        var file = files.Contains(place.File) ? place.File : $"{place.File}/index.html";
        if (!files.Contains(file)) return LinkFault.NoFile;
        // An empty fragment and "top" mean the page's begin (HTML, section 7.4.6.4).
        if (place.Anchor is null or "" or "top" || place.Anchor.StartsWith(":~:", StringComparison.Ordinal) || !anchors.TryGetValue(file, out var known)) return null;
        return known.Contains(place.Anchor) || known.Contains(Uri.UnescapeDataString(place.Anchor)) ? null : LinkFault.NoAnchor;
    }

    /// <summary>RFC 3986, section 3.1; null for a relative reference.</summary>
    private static string? Scheme(string link)
    {
        var colon = link.AsSpan().IndexOfAny(":/?#");
        return colon > 0 && link[colon] == ':' && char.IsAsciiLetter(link[0]) && link.AsSpan(0, colon).IndexOfAnyExcept(SchemeLetters) < 0 ? link[..colon].ToLowerInvariant() : null;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeLetters = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");

    private sealed record Source(string Page, int Line, string Link)
    {
        public BrokenLink Broken(LinkFault fault) => new(Page, Line, Link, fault);
    }

    /// <param name="File">Relative to the folder, without '.' and '..'.</param>
    /// <param name="Anchor">As written; null when there is none.</param>
    private readonly record struct Place(string File, string? Anchor)
    {
        /// <summary>Null when the link leads out of the folder.</summary>
        public static Place? Of(string link, string page)
        {
            var hash = link.IndexOf('#', StringComparison.Ordinal);
            var anchor = hash < 0 ? null : link[(hash + 1)..];
            var path = hash < 0 ? link : link[..hash];
            if (path.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query) path = path[..query];
            if (path.Length == 0) return new Place(page, anchor);
            if (path[0] == '/') return null;
            var parts = new List<string>(page.Split('/')[..^1]);
            foreach (var part in (path.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(path) : path).Split('/'))
            {
                if (part is "" or ".") continue;
                if (part != "..") parts.Add(part);
                else if (parts.Count == 0) return null;
                else parts.RemoveAt(parts.Count - 1);
            }

            if (path.EndsWith('/') || parts.Count == 0) parts.Add("index.html");
            return new Place(string.Join('/', parts), anchor);
        }
    }
}
