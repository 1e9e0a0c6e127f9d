using System.Reflection;
using System.Runtime.CompilerServices;
using Build.Adapters.Git;
using Build.Adapters.Json;
using Build.CommandLine;
using Build.Output;
using TorchTrt.Release;
using TorchTrt.Release.Audit;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>The target Audit: the files of a checkout, or any commits of it, none of which is checked out.</summary>
public sealed class AuditDesk(ReleaseRequest request, SourceOpener sources, ResultWriter results, Screen screen)
{
    /// <summary>Prints what was found.</summary>
    /// <exception cref="ReleaseException">TR1039 when anything is worse than a note.</exception>
    public async Task Run(CancellationToken cancel)
    {
        var baseline = request.Audit.Baseline is { } file ? BaselineFile.Read(file) : Baseline.None;
        var source = await sources.Open(request.Audit.Hand == AuditHand.Mends ? SampleUse.Edited : SampleUse.ReadOnly, cancel);
        await using var snapshots = GitSnapshots.Open(source.Path);
        var report = await Audit(source, snapshots, baseline, cancel);
        if (request.Audit.Hand == AuditHand.Mends && await Mend(source, report, cancel)) report = await Audit(source, snapshots, baseline, cancel);
        results.Write(Rendered(report));
        if (report.Fails)
            throw new ReleaseException(new ReleaseError("TR1039", $"{report.Findings.Count} places contradict the rest of the checkout.", "see each one's fix", source.Path));
    }

    private async Task<AuditReport> Audit(SourceCheckout source, GitSnapshots snapshots, Baseline baseline, CancellationToken cancel)
    {
        var (refs, found) = (new List<string>(), new List<Located>());
        await foreach (var subject in Subjects(source, snapshots, cancel))
        {
            refs.Add(subject.Ref);
            found.AddRange(Auditor.Run(subject).Select(finding => new Located(subject.Ref, finding)));
        }

        return baseline.Apply(refs, found);
    }

    private async IAsyncEnumerable<AuditSubject> Subjects(SourceCheckout source, GitSnapshots snapshots, [EnumeratorCancellation] CancellationToken cancel)
    {
        IReadOnlyList<Tag> tags = [.. source.Tags.Known, .. source.Tags.Later];
        if (request.Audit.At.Count == 0)
        {
            var files = await snapshots.OnDisk(source.Files, source.Head, cancel);
            yield return await Subject("checkout", files, request.Version, source, tags, cancel) with { Commit = null };
            yield break;
        }

        var names = request.Audit.At.Distinct().ToList();
        foreach (var (name, snapshot) in names.Zip(snapshots.Commits(names)))
        {
            var tag = name.StartsWith("refs/tags/", StringComparison.Ordinal) ? name["refs/tags/".Length..] : name;
            yield return await Subject(name, snapshot, Spelling.TryReadTag(tag, out var version) ? version : request.Version, source, tags, cancel) with
            {
                IsRelease = version.IsFinal && Spelling.TryReadTag(tag, out _),
            };
        }
    }

    private static async Task<AuditSubject> Subject(string name, Snapshot snapshot, ReleaseVersion? version, SourceCheckout source, IReadOnlyList<Tag> tags, CancellationToken cancel)
    {
        IReadOnlyList<Tag> known = [.. tags.Where(tag => tag.Target == snapshot.Commit || tag.Committed <= snapshot.Committed)];
        return new AuditSubject(name, snapshot.Names, snapshot.Tree)
        {
            Version = version, Tags = known, Commit = snapshot.Commit, Since = await Since(version ?? Line(snapshot.Tree), snapshot.Commit, known, source.History, cancel),
        };
    }

    private static ReleaseVersion? Line(Tree tree)
    {
        var problems = new List<ReleaseError>();
        return SiteRegistry.Package.Select(site => site.Read(tree, problems)).OfType<ValueReading>().FirstOrDefault()?.Version.Line;
    }

    private static async Task<CommitsSince?> Since(ReleaseVersion? version, CommitId commit, IReadOnlyList<Tag> known, IHistory history, CancellationToken cancel)
    {
        if (version is null) return null;
        var previous = Releases.Previous(version, Releases.Among(known.Select(tag => tag.Name)));
        var from = previous is null ? null : known.FirstOrDefault(tag => tag.Name == previous.Tag())?.Target;
        var commits = new List<Commit>();
        await foreach (var one in history.Commits(new CommitRange(from, commit), cancel)) commits.Add(one);
        return new CommitsSince(previous, commits);
    }

    /// <summary>Whether anything was written.</summary>
    private async Task<bool> Mend(SourceCheckout source, AuditReport report, CancellationToken cancel)
    {
        var edits = report.Findings.SelectMany(found => found.Finding.Repair).DistinctBy(edit => (edit.File.Path, edit.Span)).ToList();
        var changes = Edit.Combine(edits);
        var uncommitted = (await source.Writer.Uncommitted(cancel)).ToHashSet(StringComparer.Ordinal);
        var foreign = changes.Where(change => uncommitted.Contains(change.Path)).ToList();
        if (foreign.Count > 0)
            throw new ReleaseException(ExitCode.Failed, [.. foreign.Select(change => new ReleaseError(
                "TR2017", "the file has uncommitted changes, which would be written over.", "commit or stash them, then give the same command again", change.Path))]);
        if (changes.Count > 0) source.Files.Write(changes);
        foreach (var edit in edits) screen.Ledger.Line($"mended {edit.File.Where(edit.Span.Start)}: {edit.File.At(edit.Span)} is now {edit.New}");
        return changes.Count > 0;
    }

    private string Rendered(AuditReport report) => request.Format switch
    {
        ResultFormat.Json => FindingsFile.Text(report),
        ResultFormat.Sarif => SarifFile.Text(report, ProgramVersion),
        ResultFormat.Markdown => AuditPage.Of(report),
        _ => AuditText.Of(report),
    };

    private static string ProgramVersion
        => (typeof(AuditDesk).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
}
