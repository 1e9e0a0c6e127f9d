namespace TorchTrt.Release.Changelog;

/// <summary>The commit that a revert takes back, as its message names it.</summary>
/// <param name="Header">Header of the reverted commit.</param>
/// <param name="Hash">7 to 40 characters as written.</param>
public sealed record RevertedCommit(string Header, string Hash)
{
    private const string Opening = "Revert";
    private const string Announcement = "This reverts commit ";

    /// <summary>Reads <c>Revert "header" … This reverts commit hash</c> (also <c>revert: header</c>, and without quotes); null for any other message.</summary>
    public static RevertedCommit? Read(string message)
    {
        if (!message.StartsWith(Opening, StringComparison.OrdinalIgnoreCase)) return null;
        var start = Opening.Length;
        if (start < message.Length && message[start] == ':') start++;
        if (start >= message.Length || !Ecma.IsWhiteSpace(message[start])) return null;
        start++;
        if (start < message.Length && message[start] == '"') start++;

        for (var at = Find(message, start + 1); at >= 0; at = Find(message, at + 1))
        {
            var hash = at + Announcement.Length;
            var end = hash;
            while (end < message.Length && Ecma.IsWord(message[end])) end++;
            if (end - hash is >= 7 and <= 40) return new RevertedCommit(HeaderBetween(message, start, at), message[hash..end]);
        }

        return null;
    }

    private static int Find(string message, int from)
        => from > message.Length ? -1 : message.IndexOf(Announcement, from, StringComparison.OrdinalIgnoreCase);

    private static string HeaderBetween(string message, int start, int end)
    {
        while (end > start + 1 && Ecma.IsWhiteSpace(message[end - 1])) end--;
        if (end > start + 1 && message[end - 1] == '"') end--;
        return message[start..end];
    }
}
