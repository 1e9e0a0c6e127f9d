using System.Text.RegularExpressions;

namespace TorchTrt.Release.Sites;

/// <summary>
/// The patterns that find versions in files. Time-limited rather than <see cref="RegexOptions.NonBacktracking"/>: that engine loses captures behind
/// <c>\A</c> (seen with .NET 10: <c>\A[ \t]*(?&lt;value&gt;[^\s]+)\s*\z</c> matches <c>"2.12.0a0\n"</c> with an empty group).
/// </summary>
internal static class Locator
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>A pattern whose <c>^</c> and <c>$</c> are the ends of lines and whose only groups are the named ones.</summary>
    public static Regex Of(string pattern)
        => new(pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Limit);
}
