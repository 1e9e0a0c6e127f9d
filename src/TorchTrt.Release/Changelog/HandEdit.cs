namespace TorchTrt.Release.Changelog;

/// <summary>
/// What somebody made of a section after it was written: people put a sentence on top or mend a word. Headings are not compared, for they were
/// written in several forms; nor is white space at the ends of lines.
/// </summary>
/// <param name="Written">Lines that no commit of the range gives.</param>
/// <param name="Missing">Lines that the commits give and the section lacks.</param>
public sealed record HandEdit(IReadOnlyList<string> Written, IReadOnlyList<string> Missing)
{
    /// <param name="present">The section in the file.</param>
    /// <param name="wanted">The section as it would be written now.</param>
    /// <param name="section">The commits it is made of; lines of commits that were reverted since are nobody's own.</param>
    public static HandEdit Between(string present, string wanted, AngularSection section)
    {
        var (has, gets) = (Lines(present), Lines(wanted));
        var generated = Lines(section.EveryLine());
        generated.UnionWith(gets);
        return new HandEdit([.. has.Where(line => !generated.Contains(line))], [.. gets.Where(line => !has.Contains(line))]);
    }

    /// <summary>Whether the section is somebody's work and nothing is missing in it.</summary>
    public bool IsWhole => Written.Count > 0 && Missing.Count == 0;

    /// <summary>Whether writing the section would lose somebody's work.</summary>
    public bool IsInTheWay => Written.Count > 0 && Missing.Count > 0;

    private static HashSet<string> Lines(string section)
        => section.Split('\n').Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal);
}
