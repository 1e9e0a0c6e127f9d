using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>Writes the release notes.</summary>
public interface INotesWriter
{
    /// <summary>The notes of this release: milestone and changelog, and the files that are attached. Equal inputs give equal text.</summary>
    Task<WrittenNotes> Write(IReadOnlyList<OutFile> attached, CancellationToken cancel);

    /// <summary>Puts the rest where <see cref="OutFile.Path"/> says; null removes what was put there before.</summary>
    void Store(NotesRest? rest);
}

/// <param name="Body">Text of the release's page.</param>
/// <param name="Rest">What the page has no room for, to be attached; null when it has.</param>
public sealed record WrittenNotes(string Body, NotesRest? Rest);

/// <param name="File">The file as it will be.</param>
public sealed record NotesRest(OutFile File, byte[] Content);

/// <summary>
/// Checklist step 6: the release on GitHub. Draft, upload, check digests, publish: private before public, and an asset counts only when
/// its state, size and digest do.
/// </summary>
/// <param name="foresight">What a plan has come to; null outside a plan.</param>
public sealed class GitHubReleaseStep(IForge forge, IOutFolder folder, INotesWriter notes, ReleaseTarget target, Foresight? foresight = null) : IStep
{
    /// <summary>GitHub takes files under 2 GiB (docs.github.com, "About releases").</summary>
    private const long LargestAsset = int.MaxValue;

    /// <summary>GitHub takes 1000 assets a release; one of them is what Verify attaches afterwards.</summary>
    private const int MostFiles = 999;

    private string Tag => target.Version.Tag();

    public string Name => "GitHubRelease";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var release = await forge.Releases.Find(Tag, cancel);
        var made = await folder.Files(cancel);
        if (release is { IsDraft: false }) return Published(release, made);
        var written = await notes.Write(made, cancel);
        var (body, files) = (written.Body, WithRest(made, written));
        if (files.Where(file => file.Size > LargestAsset).Select(TooLarge).ToList() is { Count: > 0 } large) return new Blocked(large);
        var coming = (foresight?.Files ?? []).Where(name => files.All(file => file.Name != name)).ToList();
        if (files.Count + coming.Count > MostFiles) return new Blocked([TooMany(files.Count + coming.Count)]);
        if (SameNames(files).ToList() is { Count: > 0 } same) return new Blocked(same);

        var changes = new List<Change>();
        if (release is null) changes.Add(new Change("create draft", Tag, null, Length(body), Reach.Reversible));
        else if (release.Body != body) changes.Add(new Change("describe draft", Tag, Length(release.Body), Length(body), Reach.Reversible));
        changes.AddRange(Missing(release, files).Select(file => Upload(release, file)).Concat(coming.Select(name => Upload(release, name, "as the steps before will have made it"))).OrderBy(change => change.Target, StringComparer.Ordinal));
        changes.AddRange(Stray(release, files).Where(asset => !coming.Any(name => AssetName.IsSame(asset.Name, name))).Select(asset => new Change("delete asset", asset.Name, asset.Digest, "absent", Reach.Reversible)));
        var lasting = await forge.Releases.Immutability(cancel) == Immutability.Immutable ? "public, and immutable: its tag and files can never change" : "public";
        changes.Add(new Change("publish", Tag, release is null ? null : "draft", lasting, Reach.Irreversible));
        return new Pending(changes);
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var made = await folder.Files(cancel);
        var written = await notes.Write(made, cancel);
        var files = WithRest(made, written);
        var commit = await forge.Refs.Tag(Tag, cancel) ?? throw NoTag();
        var description = new NewRelease(Tag, commit, $"Torch-TensorRT {target.Version}", written.Body, !target.Version.IsFinal);

        notes.Store(written.Rest);
        var draft = await forge.Releases.Find(Tag, cancel) ?? await forge.Releases.CreateDraft(description, cancel);
        if (draft.Body != description.Body) draft = await forge.Releases.Describe(draft, description, cancel);
        foreach (var file in Missing(draft, files)) await forge.Releases.Upload(draft, file.Path, cancel);
        foreach (var asset in Stray(draft, files)) await forge.Releases.DeleteAsset(asset, cancel);

        var complete = await forge.Releases.Find(Tag, cancel) ?? throw NoTag();
        if (Missing(complete, files) is { Count: > 0 } missing) throw NotComplete(missing);
        await forge.Releases.Publish(complete, cancel);
    }

    private static IReadOnlyList<OutFile> WithRest(IReadOnlyList<OutFile> files, WrittenNotes written) => written.Rest is null ? files : [.. files, written.Rest.File];

    private Observation Published(ForgeRelease release, IReadOnlyList<OutFile> files)
        => Missing(release, files) is { Count: > 0 } missing
            ? new Blocked([.. missing.Select(file => new ReleaseError(
                "TR3501", $"{Tag} is public without {file.Name} ({file.Digest}).", "a public release is not changed: delete the file from out/, or release a new version", release.Url, "the file attached"))])
            : new Done([$"{release.Name} is public with {release.Assets.Count} assets", release.Url]);

    private static IReadOnlyList<OutFile> Missing(ForgeRelease? release, IReadOnlyList<OutFile> files)
        => [.. files.Where(file => release is null || !release.Assets.Any(asset => Matches(asset, file)))];

    private static IReadOnlyList<ReleaseAsset> Stray(ForgeRelease? release, IReadOnlyList<OutFile> files)
        => release is null ? [] : [.. release.Assets.Where(asset => !files.Any(file => Matches(asset, file) || IsReplaced(release, asset, file)))];

    /// <summary>What an upload puts right itself: the older asset of its name, a ghost, and what a replacement that died left.</summary>
    private static bool IsReplaced(ForgeRelease release, ReleaseAsset asset, OutFile file)
        => (AssetName.IsSame(asset.Name, file.Name) || AssetName.IsSame(asset.Name, AssetName.Replacement(file.Name))) && Missing(release, [file]).Count > 0;

    private static bool Matches(ReleaseAsset asset, OutFile file)
        => asset.IsComplete && AssetName.IsSame(asset.Name, file.Name) && asset.Size == file.Size && (asset.Digest is null || asset.Digest == file.Digest);

    private static Change Upload(ForgeRelease? release, OutFile file) => Upload(release, file.Name, $"{Size(file.Size)} {file.Digest}");

    private static Change Upload(ForgeRelease? release, string name, string content)
    {
        var old = release?.Assets.FirstOrDefault(asset => AssetName.IsSame(asset.Name, name));
        var named = AssetName.OnForge(name) == name ? "" : $", named {AssetName.OnForge(name)} by GitHub";
        return new Change(
            old is null ? "upload" : "replace", name, old is null ? null : old.IsComplete ? old.Digest ?? $"{old.Size} bytes" : "an upload that failed", $"{content}{named}", Reach.Reversible);
    }

    /// <summary>Two files whose names GitHub would make one.</summary>
    private IEnumerable<ReleaseError> SameNames(IReadOnlyList<OutFile> files) => files.GroupBy(file => AssetName.Plain(file.Name), StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => new ReleaseError(
        "TR3506", $"{string.Join(" and ", group.Select(file => file.Name))} would have one name on GitHub, {AssetName.OnForge(group.First().Name)}.", "rename or leave out all but one", Tag, "a name of its own for every file"));

    private ReleaseError TooLarge(OutFile file) => new(
        "TR3502", $"{file.Name} has {file.Size.ToString(CultureInfo.InvariantCulture)} bytes.", "split it or leave it out", file.Path, "less than 2 GiB, GitHub's limit for an asset");

    private ReleaseError TooMany(int count) => new("TR3503", $"{count} files are to be attached to {Tag}.", "leave some out", Tag, $"at most {MostFiles}: GitHub takes 1000 assets, and one of them is {Verification.FileName}");

    private ReleaseException NoTag() => new(new ReleaseError("TR3504", $"there is no tag {Tag} on the forge yet.", "run Tag first (leave --exclusive away)", Tag));

    private ReleaseException NotComplete(IReadOnlyList<OutFile> missing) => new(ExitCode.Failed, [.. missing.Select(file => new ReleaseError(
        "TR3505", $"the draft does not hold {file.Name} with {file.Digest} after its upload.", "give the same command again; nothing is public yet", Tag))]);

    private static string Length(string body) => string.Create(CultureInfo.InvariantCulture, $"notes of {body.Length} characters, sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..16]}");

    private static string Size(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F1} MiB");
}

/// <summary>
/// The name GitHub gives an asset: runs of characters other than letters, digits, <c>-</c>, <c>_</c>, <c>+</c> and <c>.</c> become one dot.
/// The <c>+</c> of a wheel's local version stays (<c>…/releases/download/v0.7.2/vllm-0.7.2+cu118-….whl</c> is such an address).
/// </summary>
public static class AssetName
{
    public static string OnForge(string fileName) => Dotted(fileName, "-_.+");

    /// <summary>What a file is called while an older one of its name is still there.</summary>
    public static string Replacement(string fileName) => $"{fileName}.replacement";

    /// <summary>Whether an asset is the file of that name, however the forge wrote the characters it may rewrite.</summary>
    public static bool IsSame(string asset, string fileName) => Plain(asset) == Plain(fileName);

    /// <summary>The name with a dot for everything that a forge may rewrite: equal for a file and its asset.</summary>
    public static string Plain(string name) => Dotted(name, "-_.");

    private static string Dotted(string name, string kept)
    {
        var dotted = new System.Text.StringBuilder(name.Length);
        foreach (var c in name)
            if (char.IsAsciiLetterOrDigit(c) || kept.Contains(c, StringComparison.Ordinal)) dotted.Append(c);
            else if (dotted.Length == 0 || dotted[^1] != '.') dotted.Append('.');
        return dotted.ToString().Trim('.');
    }
}
