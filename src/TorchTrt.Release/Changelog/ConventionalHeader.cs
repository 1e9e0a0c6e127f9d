namespace TorchTrt.Release.Changelog;

/// <summary>
/// A header of the form <c>type(scope): subject</c>, read as the angular preset reads it: the scope ends with the last <c>): </c>, and type, scope and
/// subject may each be missing. All three are empty for a header of another shape.
/// </summary>
internal readonly ref struct ConventionalHeader
{
    private const string AfterType = ": ";
    private const string AfterScope = "): ";

    private ReadOnlySpan<char> Type { get; init; }

    private ReadOnlySpan<char> Scope { get; init; }

    private ReadOnlySpan<char> Subject { get; init; }

    public void Deconstruct(out ReadOnlySpan<char> type, out ReadOnlySpan<char> scope, out ReadOnlySpan<char> subject)
    {
        type = Type;
        scope = Scope;
        subject = Subject;
    }

    public static ConventionalHeader Read(ReadOnlySpan<char> header)
    {
        var end = 0;
        while (end < header.Length && Ecma.IsWord(header[end])) end++;
        var type = header[..end];
        var rest = header[end..];
        if (rest.ContainsAny("\r\u2028\u2029")) return default;
        if (rest.StartsWith(AfterType)) return new ConventionalHeader { Type = type, Subject = rest[AfterType.Length..] };
        if (!rest.StartsWith("(")) return default;
        var close = rest.LastIndexOf(AfterScope);
        return close < 0 ? default : new ConventionalHeader { Type = type, Scope = rest[1..close], Subject = rest[(close + AfterScope.Length)..] };
    }
}
