using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Sites;

/// <summary>
/// The patterns that find versions in files. Matched without backtracking, so that no file, however it is made, takes longer than its length allows.
/// </summary>
internal static class Locator
{
    /// <summary>Length of a line that nobody has to be careful with, in characters.</summary>
    public const int Short = 1024;

    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Making one costs milliseconds, and many places are found by the same.</summary>
    private static readonly ConcurrentDictionary<string, Regex> Made = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, Regex> MadeQuick = new(StringComparer.Ordinal);

    /// <summary>A pattern whose <c>^</c> and <c>$</c> are the ends of lines and whose only groups are the named ones.</summary>
    /// <remarks>
    /// That engine loses captures behind <c>\A</c> (seen with .NET 10: <c>\A[ \t]*(?&lt;value&gt;[^\s]+)\s*\z</c> matches <c>"2.12.0a0\n"</c> with an empty
    /// group). A pattern bound to the file's beginning is tried once, so it keeps the other engine and a limit.
    /// </remarks>
    public static Regex Of(string pattern) => Made.GetOrAdd(pattern, Make);

    /// <summary>
    /// The same for a text that is no longer than <see cref="Short"/>: what backtracking can cost there is little, and making one costs a tenth.
    /// </summary>
    public static Regex Quick(string pattern) => MadeQuick.GetOrAdd(pattern, text => new Regex(text, Options, Limit));

    private static Regex Make(string pattern) => new(
        pattern,
        Options | (pattern.StartsWith(@"\A", StringComparison.Ordinal) ? RegexOptions.None : RegexOptions.NonBacktracking),
        Limit);
}
