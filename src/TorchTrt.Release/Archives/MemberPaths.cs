using System.Globalization;

namespace TorchTrt.Release.Archives;

/// <summary>Judges the paths of an archive's members one by one, against themselves and against each other.</summary>
internal sealed class MemberPaths(HostileArchive refused)
{
    private const int LongestPath = 4096;
    private const int LongestName = 255;

    private readonly Dictionary<string, ArchiveMember> byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> folded = new(StringComparer.Ordinal);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private readonly List<ArchiveMember> links = [];

    /// <summary>Why a path must not be unpacked; null for a good one.</summary>
    public static string? Fault(string path) => path switch
    {
        "" => "is empty",
        { Length: > LongestPath } => $"is longer than {LongestPath} characters",
        ['/', ..] => "is absolute",
        [_, ':', ..] when char.IsAsciiLetter(path[0]) => "begins with a drive",
        _ when path.Contains('\\', StringComparison.Ordinal) => "has a backslash, which separates folders elsewhere",
        _ when path.Any(char.IsControl) => "has control characters",
        _ when path.Any(IsCombining) => "has combining characters, which file systems compose differently",
        _ => path.Split('/').Select(FaultOfName).FirstOrDefault(fault => fault is not null),
    };

    /// <summary>Takes a member into account; what is wrong with it is reported.</summary>
    /// <returns>Whether it may be kept: it is sound, and no folder that was named before.</returns>
    public bool Add(ArchiveMember member)
    {
        if (Fault(member.Path) is { } fault)
        {
            refused.UnsafePath(member.Path, fault);
            return false;
        }

        if (!byPath.TryAdd(member.Path, member))
        {
            // tar itself names a folder again where it is packed in parts.
            if (member.Kind != MemberKind.Folder || byPath[member.Path].Kind != MemberKind.Folder) refused.Collision(member.Path, member.Path);
            return false;
        }

        foreach (var parent in member.Parents) folders.Add(parent);
        foreach (var part in member.Parents.Append(member.Path))
        {
            var upper = part.ToUpperInvariant();
            if (folded.TryAdd(upper, part) || folded[upper] == part) continue;
            refused.Collision(member.Path, folded[upper]);
            return false;
        }

        if (member.Kind == MemberKind.SymbolicLink) links.Add(member);
        return true;
    }

    /// <summary>Judges what only the whole shows: where links lead, and what lies beneath something that is no folder.</summary>
    public void Close()
    {
        foreach (var link in links)
        {
            var target = link.LinkTarget!;
            if (Resolve(link.Path, target) is not { } place) refused.LinkOut(link.Path, target, "is outside of the archive");
            else if (!byPath.ContainsKey(place) && !folders.Contains(place)) refused.LinkOut(link.Path, target, "is not in the archive");
        }

        foreach (var member in byPath.Values)
            if (member.Parents.FirstOrDefault(parent => byPath.TryGetValue(parent, out var above) && above.Kind != MemberKind.Folder) is { } parent)
                refused.UnsafePath(member.Path, $"goes through '{parent}', which is no folder");
    }

    /// <summary>The path that a link means; null where it leads out.</summary>
    private static string? Resolve(string link, string target)
    {
        if (target.Length == 0 || target.StartsWith('/') || target.Contains('\\', StringComparison.Ordinal) || target.Any(char.IsControl)) return null;
        var parts = link.Split('/').SkipLast(1).ToList();
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }

        return parts.Count == 0 ? null : string.Join('/', parts);
    }

    private static bool IsCombining(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    private static string? FaultOfName(string name) => name switch
    {
        "" => "has an empty folder name",
        "." or ".." => $"has a folder named '{name}'",
        { Length: > LongestName } => $"has a name longer than {LongestName} characters",
        _ => null,
    };
}
