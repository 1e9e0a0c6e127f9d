using System.Globalization;
using System.Text.RegularExpressions;
using Cake.Core.Diagnostics;
using TorchTrt.Release;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.CommandLine;

/// <summary>The grammar of every kind of value. What passes here can be given to a program as an argument without a second thought.</summary>
internal static partial class Grammars
{
    /// <exception cref="ReleaseException">TR1001</exception>
    public static ReleaseVersion Version(string text) => ReleaseVersion.Parse(text);

    /// <summary>A path as typed; it is made absolute when the request is built.</summary>
    public static string Path(string text) => text.Length > 0 && !text.Any(char.IsControl) ? text : throw new FormatException("a path");

    public static string Name(string text) => (IsPlainRef(text) && !text.Contains('/', StringComparison.Ordinal)) || NamePattern().IsMatch(text) ? text : throw new FormatException("letters, digits, '.', '_' and '-'");

    /// <summary>A name people gave to something: a label, a check. Printable, without a comma.</summary>
    public static string Title(string text)
        => text.Trim() == text && text.Length is > 0 and <= 200 && !text.Any(char.IsControl) ? text : throw new FormatException("a name as GitHub shows it");

    /// <summary>A reason, as it is kept with what it is the reason for.</summary>
    public static string Sentence(string text)
        => text.Trim() == text && text.Length is >= 3 and <= 200 && !text.Any(char.IsControl) ? text : throw new FormatException("a reason of 3 to 200 characters on one line");

    /// <summary>git-check-ref-format(1), for a branch or tag name.</summary>
    public static string RefName(string text) => RefPattern().IsMatch(text) && !ForbiddenInRef().IsMatch(text) ? text : throw new FormatException("a name that git allows for a branch or tag");

    /// <summary>A branch, tag or commit, with the suffixes <c>~N</c> and <c>^N</c>.</summary>
    public static string Revision(string text)
    {
        if (IsPlainRef(text)) return text;
        var name = RevisionSuffix().Replace(text, "");
        return RefPattern().IsMatch(name) && !ForbiddenInRef().IsMatch(name) ? text : throw new FormatException("a branch, tag or commit");
    }

    /// <summary>Most names are plain, and a short run is over before a regular expression is ready.</summary>
    private static bool IsPlainRef(string text)
    {
        if (text.Length == 0 || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1]) || text.Contains(".lock", StringComparison.Ordinal)) return false;
        for (var at = 1; at < text.Length; at++)
        {
            var isMark = text[at] is '.' or '_' or '-' or '/';
            if (!isMark && !char.IsAsciiLetterOrDigit(text[at])) return false;
            if (text[at] is '.' or '/' && text[at - 1] is '.' or '/') return false;
        }

        return true;
    }

    public static bool IsRepository(string text) => RepositoryPattern().IsMatch(text);

    public static RepositoryName Repository(string text) => RepositoryPattern().Match(text) is { Success: true } match
        ? new RepositoryName(match.Groups[1].Value, match.Groups[2].Value)
        : throw new FormatException("OWNER/REPO");

    /// <summary>A dependency's version: digits and dots, with a pre-release or local suffix.</summary>
    public static string Pin(string text) => PinPattern().IsMatch(text) ? text : throw new FormatException("a version such as 2.13.0 or 13.0");

    public static string Image(string text) => ImagePattern().IsMatch(text) ? text : throw new FormatException("a container image such as quay.io/pypa/manylinux_2_28_x86_64");

    /// <summary>https, or http on loopback alone; no user, password or query in it.</summary>
    public static Uri Api(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Query.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
                ? new Uri(uri.AbsoluteUri.TrimEnd('/') + "/")
                : throw new FormatException("an https address without user or password, for example https://github.example.com/api/v3/");

    public static int Port(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 ? port : throw new FormatException("a port from 0 to 65535; 0 takes a free one");

    public static int Positive(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new FormatException("a whole number above zero");

    /// <summary>A number and its unit: <c>m</c> minutes, <c>h</c> hours, <c>d</c> days.</summary>
    public static TimeSpan Duration(string text)
        => text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? text[^1] switch
            {
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                _ => throw new FormatException("a number and m, h or d, for example 12h"),
            }
            : throw new FormatException("a number and m, h or d, for example 12h");
    /// <summary>An operator as the index spells it, and a reason of a few words: <c>aten::elu=dropped with TensorRT 8</c>.</summary>
    public static OperatorWaiver Waiver(string text) => WaiverPattern().Match(text) is { Success: true } match
        ? new OperatorWaiver(match.Groups[1].Value, match.Groups[2].Value)
        : throw new FormatException("an operator as the index spells it, '=', and the reason");

    /// <summary><c>ssh=</c>, <c>minisign=</c> or <c>gpg=</c> and a key; or <c>github</c>.</summary>
    public static RequestedSignature Signature(string text) => text == "github" ? new RequestedSignature(null, "") : Trust(text);

    /// <summary><c>ssh=</c>, <c>minisign=</c> or <c>gpg=</c> and a key.</summary>
    public static RequestedSignature Trust(string text)
        => text.Split('=', 2) is [var method, { Length: > 0 } key] && key[0] != '-' && !key.Any(char.IsControl) && Enum.GetNames<SignatureMethod>().FirstOrDefault(name => name.Equals(method, StringComparison.OrdinalIgnoreCase)) is { } name
            ? new RequestedSignature(Enum.Parse<SignatureMethod>(name), key)
            : throw new FormatException("ssh, minisign or gpg, '=', and the key");

    /// <summary>A check's name, <c>=</c>, a reason, and where it ends <c> until YYYY-MM-DD</c>.</summary>
    public static CheckWaiver CheckWaiver(string text)
    {
        var match = CheckWaiverPattern().Match(text);
        if (!match.Success) throw new FormatException("a check's name, '=', and the reason");
        DateOnly? until = match.Groups[3].Success ? DateOnly.TryParseExact(match.Groups[3].Value, "yyyy-MM-dd", out var day) ? day : throw new FormatException("a day such as 2026-12-31 after 'until'") : null;
        return new CheckWaiver(match.Groups[1].Value, match.Groups[2].Value, until);
    }

    public static string Fingerprint(string text) => FingerprintPattern().IsMatch(text) ? text : throw new FormatException("the fingerprint that the plan printed");

    public static Grammar<IReadOnlyList<T>> ListOf<T>(Grammar<T> item) => text => [.. text.Split(',').Select(part => item(part.Trim()))];

    /// <summary>A level by name, or by its first letter as Cake has it.</summary>
    public static Verbosity Level(string text)
        => Choice<Verbosity>(text.Length == 1 ? Enum.GetNames<Verbosity>().FirstOrDefault(name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase)) ?? text : text);

    /// <summary><c>native</c>, or the name of npm's program.</summary>
    public static ChangelogTool ChangelogProgram(string text) => text.ToLowerInvariant() switch
    {
        "native" => ChangelogTool.Native,
        "conventional-changelog" => ChangelogTool.ConventionalChangelog,
        _ => throw new FormatException("native or conventional-changelog"),
    };

    /// <summary>One of an enumeration's names, in any letter case.</summary>
    public static T Choice<T>(string text)
        where T : struct, Enum
        => Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : throw new FormatException(string.Join(" or ", Enum.GetNames<T>().Select(choice => choice.ToLowerInvariant())));

    [GeneratedRegex(@"\A([^=\p{Cc}]*[^=\s])\s*=\s*([^\s\p{Cc}][^\p{Cc}]*?)(?: until (\d{4}-\d{2}-\d{2}))?\z")]
    private static partial Regex CheckWaiverPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_.][^\s~^:?*\[\\\p{Cc}]*\z")]
    private static partial Regex RefPattern();

    [GeneratedRegex(@"\.\.|@\{|//|/\.|\A\.|\.\z|/\z|\.lock(/|\z)|[;&|<>$`'""(){}!]")]
    private static partial Regex ForbiddenInRef();

    [GeneratedRegex(@"([~^][0-9]*)+\z")]
    private static partial Regex RevisionSuffix();

    [GeneratedRegex(@"\A([A-Za-z_][A-Za-z0-9_]*(?:::|\.)[A-Za-z0-9_.]+)=(\S[^\p{Cc}]{0,398}\S)\z")]
    private static partial Regex WaiverPattern();

    [GeneratedRegex(@"\A([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/([A-Za-z0-9._-]{1,100})\z")]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+){0,4}((a|b|rc|\.dev|\.post)[0-9]+)?(\+[A-Za-z0-9.]+)?\z")]
    private static partial Regex PinPattern();

    [GeneratedRegex(@"\A[a-z0-9][A-Za-z0-9._/-]*(:[0-9]+/[a-z0-9][a-z0-9._/-]*)?(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?\z")]
    private static partial Regex ImagePattern();

    [GeneratedRegex(@"\A(sha256:)?[0-9a-f]{8,64}\z")]
    private static partial Regex FingerprintPattern();
}
