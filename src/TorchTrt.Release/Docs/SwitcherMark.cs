using System.Text;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Docs;

/// <summary>
/// The version that a page's switcher marks as its own. Themes of the PyData family write it on every page
/// (<c>DOCUMENTATION_OPTIONS.theme_switcher_version_match = 'v2.13.0'</c>); Sphinx's own version does not reach it.
/// </summary>
public static partial class SwitcherMark
{
    /// <returns>Null where the page has no such switcher.</returns>
    public static string? Of(byte[] page) => Mark().Match(Encoding.UTF8.GetString(page)) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"\btheme_switcher_version_match\s*=\s*['""]([^'""\r\n]*)['""]", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
