using System.Text.RegularExpressions;

namespace TorchTrt.Release.Sites;

/// <summary>
/// The patterns that find versions in files. Matched without backtracking, so that no file, however it is made, takes longer than its length allows.
/// </summary>
internal static class Locator
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>A pattern whose <c>^</c> and <c>$</c> are the ends of lines and whose only groups are the named ones.</summary>
    /// <remarks>
    /// That engine loses captures behind <c>\A</c> (seen with .NET 10: <c>\A[ \t]*(?&lt;value&gt;[^\s]+)\s*\z</c> matches <c>"2.12.0a0\n"</c> with an empty
    /// group). A pattern bound to the file's beginning is tried once, so it keeps the other engine and a limit.
    /// </remarks>
    public static Regex Of(string pattern) => new(
        pattern,
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
            | (pattern.StartsWith(@"\A", StringComparison.Ordinal) ? RegexOptions.None : RegexOptions.NonBacktracking),
        Limit);
}
