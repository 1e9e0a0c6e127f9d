using System.Text.RegularExpressions;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Pins;

/// <summary>How a place writes a dependency's version; each is the name of a group of the place's pattern.</summary>
public enum PinForm
{
    /// <summary><c>==1.12.1</c>: the whole version.</summary>
    Exact,

    /// <summary><c>&gt;=2.4.0</c>: the lower end of a range.</summary>
    AtLeast,

    /// <summary><c>&lt;2.5.0</c>: the upper end, the next minor series.</summary>
    Below,

    /// <summary><c>"8.5"</c>: as many numbers as there are now.</summary>
    Brief,

    /// <summary><c>cu130</c> in a wheel index or a local version.</summary>
    Tag,

    /// <summary><c>1_5</c> in the name of a library.</summary>
    Joined,
}

/// <summary>Who keeps a place up to date.</summary>
public enum PinKeeper
{
    /// <summary>The version bump writes it.</summary>
    Bump,

    /// <summary>A person: the address of an archive, whose name changes from release to release and which may carry a checksum. It is only checked.</summary>
    Person,
}

/// <summary>A place where a dependency's version is written.</summary>
/// <param name="Path">Relative to the root of the checkout, with '/'.</param>
/// <param name="Pattern">Matched on each line; its groups are named for the <see cref="PinForm"/> they hold.</param>
/// <param name="Lines">Which lines of the file count.</param>
public sealed record PinSite(Pin Pin, string Path, Regex Pattern, LineRule Lines)
{
    public PinKeeper Keeper { get; init; } = PinKeeper.Bump;

    /// <summary>Every version written in this place, in the order of the file.</summary>
    /// <exception cref="ReleaseException">TR1021 when there are a thousand and more.</exception>
    public IReadOnlyList<PinReading> Read(Tree tree)
    {
        if (tree.Open(Path) is not { } file) return [];
        var counts = Lines.In(file);
        return [.. LineSearch.Find(file, Pattern).Where(found => !IsAlternative(file, found.Line, found.Match) && counts(found.Line)).SelectMany(found => Read(file, found.Match))];
    }

    /// <summary>The other branch of a Python conditional holds another product line's versions: <c>… if not LEGACY else "torch &gt;=1.13.0,&lt;2.0"</c>.</summary>
    private static bool IsAlternative(SourceText file, Span line, Match match)
        => file.Text.AsSpan(line.Start, match.Index - line.Start).TrimEnd().EndsWith(" else", StringComparison.Ordinal);

    private IEnumerable<PinReading> Read(SourceText file, Match match)
        => Enum.GetValues<PinForm>().Select(form => (form, group: match.Groups[form.ToString()])).Where(found => found.group.Success)
            .Select(found => new PinReading(Pin, found.form, found.group.Value, file, new Span(found.group.Index, found.group.Length)) { Keeper = Keeper });
}

/// <summary>A version as one place writes it.</summary>
/// <param name="Value">As found: <c>2.13.0</c>, <c>2.14.0.dev</c>, <c>130</c>.</param>
public sealed record PinReading(Pin Pin, PinForm Form, string Value, SourceText File, Span Span)
{
    public PinKeeper Keeper { get; init; } = PinKeeper.Bump;

    /// <summary><c>path:line</c>.</summary>
    public string Where => File.Where(Span.Start);

    /// <summary>The numbers it begins with, <c>[2, 14, 0]</c>; of a tag, <c>cu130</c>, <c>[13, 0]</c>.</summary>
    public IReadOnlyList<int> Numbers => Form switch
    {
        PinForm.Tag => OfTag(Value),
        PinForm.Joined => Leading(Value.Replace('_', '.')),
        _ => Leading(Value),
    };

    /// <summary>The edit that sets it; null when it is so already.</summary>
    public Edit? Set(PinVersion version) => Edit.Replace(File, Span, Form switch
    {
        PinForm.Exact => version.Text + (version.IsDevelopment ? Remark : ""),
        PinForm.AtLeast => version.Text,
        PinForm.Below => version.NextSeries(Numbers.Count),
        PinForm.Tag => version.Tag,
        PinForm.Joined => version.InAtMost(Numbers.Count).Replace('.', '_'),
        _ => version.InAtMost(Numbers.Count),
    });

    /// <summary>What follows the version: <c>2.14.0.dev (latest nightly)</c>. Only a development version has any.</summary>
    private string Remark => Value.Contains(' ', StringComparison.Ordinal) ? Value[Value.IndexOf(' ', StringComparison.Ordinal)..] : "";

    private static List<int> Leading(string text)
        => [.. text.Split('.').TakeWhile(part => part.Length is > 0 and < 9 && part.All(char.IsAsciiDigit)).Select(int.Parse)];

    private static IReadOnlyList<int> OfTag(string digits) => [int.Parse(digits[..^1]), digits[^1] - '0'];
}
