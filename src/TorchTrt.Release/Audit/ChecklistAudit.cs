using System.Text.RegularExpressions;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Audit;

/// <summary>TR1052: whether the files and Bazel packages that the release checklist names are there.</summary>
internal static partial class ChecklistAudit
{
    private const string Path = "docsrc/RELEASE_CHECKLIST.md";

    public static IEnumerable<Finding> Run(AuditSubject subject)
    {
        if (subject.Tree.Open(Path) is not { } checklist) return [];
        var everything = new Lazy<IReadOnlyList<string>>(() => [.. subject.Names.Paths(folder => folder is not ("docs/" or "third_party/"))]);
        return [.. Named(checklist).DistinctBy(named => named.Path).Where(named => !subject.Names.Has(named.Path)).Select(named => Gone(named, checklist, everything.Value))];
    }

    private static IEnumerable<(string Path, Span Span)> Named(SourceText checklist)
        => Code().Matches(checklist.Text).SelectMany(code => Files().Matches(code.Value).Select(file => (file.Groups["path"], code.Index))
            .Concat(Labels().Matches(code.Value).Select(label => (label.Groups["path"], code.Index))))
            .Select(found => (found.Item1.Value, new Span(found.Item2 + found.Item1.Index, found.Item1.Length)));

    private static Finding Gone((string Path, Span Span) named, SourceText checklist, IReadOnlyList<string> everything)
    {
        var like = Nearest(named.Path, everything);
        return new Finding(
            "TR1052", checklist.Where(named.Span.Start), like.Count == 0 ? "a file that exists" : string.Join(" or ", like), $"{named.Path}, which is not there", "correct the checklist");
    }

    /// <summary>Files of the same name in the folders least unlike, those nearest first.</summary>
    private static List<string> Nearest(string path, IReadOnlyList<string> everything)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var same = everything.Where(other => other[(other.LastIndexOf('/') + 1)..] == name).Select(other => (other, distance: Distance(path, other))).ToList();
        return [.. same.Where(other => other.distance == same.Min(one => one.distance)).Select(other => other.other).OrderBy(other => other.Length).Take(3)];
    }

    private static int Distance(string path, string other)
    {
        var (left, right) = (path.Split('/'), other.Split('/'));
        return left.Except(right).Count() + right.Except(left).Count();
    }

    [GeneratedRegex("`[^`\n]+`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    /// <summary>A file, also below the folder the project is mounted at in a container, or below <c>&lt;PATH TO …&gt;</c>.</summary>
    [GeneratedRegex(
        @"(?:(?<=[`\s])|/workspace/(?:TRTorch|Torch-TensorRT)/|<PATH TO [^>]*>/)(?<path>[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*\.(?:bazel|json|md|py|rst|sh|toml|txt|yml|h))(?=[`\s,])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Files();

    [GeneratedRegex(@"(?<=\s)//(?<path>[A-Za-z0-9_/-]+)(?=[`\s])", RegexOptions.CultureInvariant)]
    private static partial Regex Labels();
}
