using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Perf;

namespace Build.Perf;

/// <summary>A report as one HTML file that needs no other: tables, and plots as SVG.</summary>
internal static partial class PerfHtml
{
    private const string Style =
        """
        body { font: 15px/1.5 system-ui, sans-serif; color: #1f2328; max-width: 1000px; margin: 2rem auto; padding: 0 1rem; }
        h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: .3rem; margin-top: 3rem; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .6rem; border-bottom: 1px solid #d1d9e0; text-align: left; }
        .n { text-align: right; }
        .why { color: #9a3412; }
        .warn { background: #fff8c5; border: 1px solid #d4a72c; padding: .5rem 1rem; }
        .plots { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0; }
        figure { margin: 0; }
        figcaption { font-size: 13px; color: #59636e; }
        .key { margin-right: 1.2rem; border-left: .9rem solid var(--c); padding-left: .4rem; }
        """;

    public static string Page(PerfSheet sheet)
    {
        var title = Text(PerfReport.Title(sheet));
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n");
        foreach (var section in sheet.Sections) Section(page, sheet, section);
        return page.Append("</body>\n</html>\n").ToString().ReplaceLineEndings("\n");
    }

    private static void Section(StringBuilder page, PerfSheet sheet, PerfSection section)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(section.Setup.Gpu)}</h2>\n");
        foreach (var sentence in PerfReport.About(section)) page.Append(CultureInfo.InvariantCulture, $"<p>{Text(sentence)}</p>\n");
        if (sheet.Mismatch(section.Setup) is { } mismatch) page.Append(CultureInfo.InvariantCulture, $"<p class=\"warn\">{Text(mismatch)}</p>\n");
        foreach (var table in PerfReport.Tables(section))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{Text(table.Key.Model.Name)}, {Text(table.Key.Input.ToString())}</h3>\n<p>{string.Concat(PerfPlots.Legend(table).Select(one => $"<span class=\"key\" style=\"--c:{one.Color}\">{Text(one.Name)}</span>"))}</p>\n<div class=\"plots\">\n");
            foreach (var (caption, svg) in PerfPlots.Of([.. table]))
                page.Append(CultureInfo.InvariantCulture, $"<figure>{OwnNames(svg, page.Length)}<figcaption>{Text(caption)}</figcaption></figure>\n");
            page.Append("</div>\n");
            Table(page, section, table);
        }
    }

    private static void Table(StringBuilder page, PerfSection section, IEnumerable<PerfRow> rows)
    {
        var heads = PerfReport.Heads(section);
        page.Append(CultureInfo.InvariantCulture, $"<table>\n<tr>{string.Concat(heads.Select(head => $"<th{Class(head.IsNumber)}>{Text(head.Head)}</th>"))}</tr>\n");
        foreach (var row in rows)
        {
            var cells = PerfReport.Columns(section, row).ToList();
            page.Append(row.Figures is null
                ? $"<tr><td class=\"n\">{Text(cells[0])}</td><td>{Text(cells[1])}</td><td class=\"why\" colspan=\"{heads.Count - 2}\">{Text(cells[2])}</td></tr>\n"
                : $"<tr>{string.Concat(cells.Zip(heads, (cell, head) => $"<td{Class(head.IsNumber)}>{Text(cell)}</td>"))}</tr>\n");
        }

        page.Append("</table>\n");
    }

    private static string Class(bool isNumber) => isNumber ? " class=\"n\"" : "";

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Names inside a plot (clip paths) count on from plot to plot and from run to run: here they count within the plot, and differ from those of the page's other plots.</summary>
    private static string OwnNames(string svg, int number)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return Reference().Replace(svg, match => $"{match.Groups[1].Value}{Own(match.Groups[2].Value)}");

        string Own(string name)
            => names.TryGetValue(name, out var own) ? own : names[name] = string.Create(CultureInfo.InvariantCulture, $"p{number}-{names.Count}");
    }

    [GeneratedRegex("""(\bid="|url\(#|href="#)([^")]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
