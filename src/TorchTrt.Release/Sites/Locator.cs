using System.Text.RegularExpressions;

namespace TorchTrt.Release.Sites;

/// <summary>
/// The patterns that find versions in files. They backtrack, as building sixty patterns for the engine that does not costs half a second at each start; so each
/// is written to look at every character of a hostile file a bounded number of times: anchored to a line's beginning or to a literal, and without two
/// neighbours that can match the same character. <c>bench</c> measures each on food made for it, and the limit ends what slips through.
/// </summary>
internal static class Locator
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>A pattern whose <c>^</c> and <c>$</c> are the ends of lines and whose only groups are the named ones.</summary>
    public static Regex Of(string pattern)
        => new(pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Limit);
}
