using TorchTrt.Release.Channels;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Audit;

/// <summary>Whether a state of the project agrees with itself. Reads only.</summary>
public static class Auditor
{
    /// <inheritdoc cref="Run(Tree, ReleaseVersion?)"/>
    public static IReadOnlyList<Finding> Run(IWorkspace files, ReleaseVersion? expected) => Run(Tree.Of(files), expected);

    /// <summary>Every version and pin that disagrees, in the order of the registries; empty when all is well. Needs no list of files.</summary>
    /// <param name="expected">The version all places should lead to; null takes the tree's own.</param>
    /// <exception cref="ReleaseException">TR1010 when this is no Torch-TensorRT checkout.</exception>
    public static IReadOnlyList<Finding> Run(Tree tree, ReleaseVersion? expected)
    {
        var subject = new AuditSubject("checkout", Folder.Empty, tree) { Version = expected };
        var (readings, problems) = Read(subject, SiteRegistry.All);
        return Values(subject, readings, problems);
    }

    /// <summary>Everything that every rule of <see cref="AuditRules"/> finds.</summary>
    /// <exception cref="ReleaseException">TR1010 when this is no Torch-TensorRT tree.</exception>
    public static IReadOnlyList<Finding> Run(AuditSubject subject) => Run(subject, SiteRegistry.All);

    /// <inheritdoc cref="Run(AuditSubject)"/>
    /// <param name="sites">The registry, or one with entries of one's own.</param>
    public static IReadOnlyList<Finding> Run(AuditSubject subject, IReadOnlyList<Site> sites)
    {
        var (readings, problems) = Read(subject, sites);
        return
        [
            .. Values(subject, readings, problems),
            .. ChannelAudit.Run(subject.Tree),
            .. ShapeAudit.Run(subject),
            .. DocsAudit.Run(subject, readings),
            .. ChangelogAudit.Run(subject),
            .. ChecklistAudit.Run(subject),
            .. TagAudit.Run(subject),
            .. StrayAudit.Run(subject),
        ];
    }

    private static (IReadOnlyList<SiteReading> Readings, List<ReleaseError> Problems) Read(AuditSubject subject, IReadOnlyList<Site> sites)
    {
        var problems = new List<ReleaseError>();
        var readings = SiteRegistry.Read(subject.Tree, sites, problems);
        return problems.Find(problem => problem.Code == "TR1010") is { } notACheckout ? throw new ReleaseException(notACheckout) : (readings, problems);
    }

    private static List<Finding> Values(AuditSubject subject, IReadOnlyList<SiteReading> readings, List<ReleaseError> problems) =>
    [
        .. IdentityAudit.Run(subject, readings, problems),
        .. PinAudit.Run(subject, PinRegistry.Read(subject.Tree), subject.Version?.Final ?? readings.OfType<ValueReading>().FirstOrDefault()?.Version.Line),
    ];
}
