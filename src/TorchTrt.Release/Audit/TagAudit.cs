using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Audit;

/// <summary>Whether tags are releases, and releases the commits of their candidates.</summary>
internal static class TagAudit
{
    public static IEnumerable<Finding> Run(AuditSubject subject) => subject.IsRelease ? Candidate(subject) : Strangers(subject.Tags);

    /// <summary>TR1054.</summary>
    private static IEnumerable<Finding> Strangers(IEnumerable<Tag> tags) => tags.Where(tag => !Spelling.TryReadTag(tag.Name, out _)).OrderBy(tag => tag.Name, StringComparer.Ordinal)
        .Select(tag => new Finding("TR1054", $"refs/tags/{tag.Name}", "vX.Y.Z or vX.Y.Z-rcN", tag.Name, "leave it; take versions from release tags only, by version order"));

    /// <summary>TR1055.</summary>
    private static IEnumerable<Finding> Candidate(AuditSubject subject)
    {
        if (subject is not { Version: { } version, Commit: { } commit }) yield break;
        var candidates = subject.Tags.Select(tag => (Tag: tag, Version: Spelling.TryReadTag(tag.Name, out var read) ? read : null))
            .Where(tag => tag.Version is { Phase: Phase.Candidate } candidate && candidate.Final == version).ToList();
        if (candidates.Count == 0) yield break;
        var (last, _) = candidates.MaxBy(tag => tag.Version);
        if (last.Target == commit) yield break;
        yield return new Finding(
            "TR1055", $"refs/tags/{version.Tag()}", $"{last.Target.Short}, as {last.Name}", commit.Short, "tag the commit whose candidate was tested");
    }
}
