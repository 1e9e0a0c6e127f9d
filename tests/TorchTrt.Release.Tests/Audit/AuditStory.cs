using TorchTrt.Release.Audit;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Audit;

/// <summary>A state of the project told by its files, and what the audit says of it.</summary>
internal sealed class AuditStory
{
    private static readonly DateTimeOffset Day = new(2026, 7, 28, 0, 0, 0, TimeSpan.Zero);

    private readonly SitesMemoryWorkspace files;
    private readonly List<Tag> tags = [];
    private string? release;
    private CommitsSince? since;

    private AuditStory(SitesMemoryWorkspace files) => this.files = files;

    /// <summary>The tree that a release tag names.</summary>
    public static AuditStory Release(string tag, SitesMemoryWorkspace? files = null) => new(files ?? new SitesMemoryWorkspace()) { release = tag };

    /// <summary>The tree of a development branch.</summary>
    public static AuditStory Branch(SitesMemoryWorkspace? files = null) => new(files ?? new SitesMemoryWorkspace());

    public AuditStory With(string path, string text)
    {
        files.With(path, text);
        return this;
    }

    public AuditStory Tagged(params string[] names)
    {
        tags.AddRange(names.Select(name => new Tag(name, CommitOf(name), Day)));
        return this;
    }

    public AuditStory Since(string? tag, params string[] subjects)
    {
        since = new CommitsSince(tag is not null && Spelling.TryReadTag(tag, out var version) ? version : null, [.. subjects.Select(subject => new Commit(CommitOf(subject), [], "Ada", "ada@example.org", Day, subject))]);
        return this;
    }

    /// <summary>What is found, as <c>TR1030 path:line found (expected)</c>; of the codes given, or of all.</summary>
    public IEnumerable<string> Told(params string[] codes)
        => Found(codes).Select(finding => $"{finding.Code} {finding.Where} {finding.Found} ({finding.Expected})");

    public IEnumerable<Finding> Found(params string[] codes) => Auditor.Run(Subject()).Where(finding => codes.Length == 0 || codes.Contains(finding.Code));

    public AuditSubject Subject()
    {
        var isRelease = Spelling.TryReadTag(release ?? "", out var version);
        return AuditSubject.Of(files, files.TrackedFiles(CancellationToken.None).Result) with
        {
            Version = isRelease ? version : null, IsRelease = isRelease && version.IsFinal, Tags = tags, Commit = CommitOf(release ?? "main"), Since = since,
        };
    }

    private static CommitId CommitOf(string name) => new(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..40]);
}
