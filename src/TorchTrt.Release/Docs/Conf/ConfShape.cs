using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Docs.Conf;

/// <summary>
/// Where a docsrc/conf.py takes its version from, told from its text without running it, and therefore how frozen pages are given theirs.
/// Checklist step 4: "Set <c>docsrc/conf.py</c> version to new version".
/// </summary>
/// <param name="Version">Sphinx's <c>version</c>.</param>
/// <param name="Release">Sphinx's <c>release</c>.</param>
/// <param name="Title"><c>html_title</c>; Sphinx makes one of project and release where it is not set.</param>
/// <param name="Mark">The entry that the theme's version switcher marks: <c>html_theme_options["switcher"]["version_match"]</c>, since v2.12.0.</param>
/// <param name="Library">The module of this project that it imports, since v1.2.0, and the line; null when it imports none.</param>
/// <param name="Way">The way that works.</param>
/// <param name="Reason">Why, with the line.</param>
public sealed record ConfShape(ConfOrigin Version, ConfOrigin Release, ConfOrigin Title, ConfOrigin Mark, ConfName? Library, StampWay Way, string Reason)
{
    public const string Path = "docsrc/conf.py";

    /// <summary>The project's module in its names so far.</summary>
    private static readonly string[] Libraries = ["torch_tensorrt", "trtorch", "torch_tensorrt_rtx"];

    /// <summary>Settings of Sphinx that its command line replaces.</summary>
    private static readonly string[] Overridden = ["version", "release"];

    public static ConfShape Of(byte[] conf)
    {
        var file = new ConfFile(new SourceText(Path, conf));
        var origins = new Origins(file, Libraries);
        var mark = origins.Of(file.Keyed("version_match"));
        var computed = Computed(file, origins);
        var (way, reason) = (mark, computed) switch
        {
            ({ Source: not VersionSource.Absent }, _) => (StampWay.Copy, $"{Path}:{mark.Line}: the switcher's mark is {mark}, which '-D version' does not reach"),
            (_, { } other) => (StampWay.Copy, $"{Path}:{other.Origin.Line}: {other.Name} is {other.Origin}, which '-D version' does not reach"),
            _ => (StampWay.Override, $"{Path}:{Math.Max(origins.Of(file["version"]).Line, origins.Of(file["release"]).Line)}: nothing but version and release says the version, and '-D' replaces both"),
        };
        return new ConfShape(origins.Of(file["version"]), origins.Of(file["release"]), origins.Of(file["html_title"]), mark, file.Importing(Libraries), way, reason);
    }

    /// <summary>
    /// The conf.py of a scratch copy, which says a version itself: <c>version</c>, <c>release</c> and the switcher's mark, and the names that other settings
    /// compute theirs from. Lines keep their numbers.
    /// </summary>
    /// <param name="stamp">As the pages say it: <c>v2.13.0</c>.</param>
    public static byte[] Stamped(byte[] conf, string stamp)
    {
        var file = new ConfFile(new SourceText(Path, conf));
        var origins = new Origins(file, Libraries);
        var bare = stamp.TrimStart('v');
        var values = Overridden.Select(name => file[name]).Append(file.Keyed("version_match")).OfType<ConfAssignment>().Select(value => (value.Value, $"'{stamp}'"));
        var roots = file.Assignments.Where(assignment => !Overridden.Contains(assignment.Name) && origins.IsVersion(assignment)).Select(root => (root.Value, $"'{bare}'"));
        var edits = values.Concat(roots).DistinctBy(edit => edit.Value).ToList();
        // A value within another goes with it.
        return file.Source.With(edits.Where(edit => !edits.Any(other => other.Value != edit.Value && other.Value.Start <= edit.Value.Start && edit.Value.End <= other.Value.End)));
    }

    /// <summary>
    /// The conf.py of a scratch copy for the branch's own pages: its switcher marks <c>main</c>, also when the library that makes the pages is a release's.
    /// Null where it has no mark that varies.
    /// </summary>
    public static byte[]? OfTheBranch(byte[] conf)
    {
        var file = new ConfFile(new SourceText(Path, conf));
        return file.Keyed("version_match") is { } mark && new Origins(file, Libraries).Of(mark).Varies ? file.Source.With([(mark.Value, "'main'")]) : null;
    }

    /// <summary>A setting that is computed from the version and is shown in pages.</summary>
    private static (string Name, ConfOrigin Origin)? Computed(ConfFile file, Origins origins)
        => file.Assignments.Where(assignment => assignment.Name[0] != '_' && !Overridden.Contains(assignment.Name) && origins.SaysVersion(assignment))
            .Select(assignment => ((string, ConfOrigin)?)(assignment.Name, origins.Of(assignment))).FirstOrDefault();
}
