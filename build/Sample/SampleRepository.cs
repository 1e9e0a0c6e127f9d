using System.Security.Cryptography;
using Build.Adapters.Programs;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Sample;

/// <summary>A sample that lies ready as a git repository.</summary>
/// <param name="Root">Absolute path of the checkout.</param>
/// <param name="Head">Tip of the default branch.</param>
/// <param name="GitHubSeed">Absolute path of the JSON that says what the repository's GitHub holds.</param>
public sealed record MaterialisedSample(string Root, CommitId Head, string GitHubSeed);

/// <summary>Makes a git repository of the sample's files and history.</summary>
/// <param name="productRoot">Root of this product's own checkout, which has tests/Sample.</param>
public sealed class SampleRepository(string productRoot)
{
    private readonly string samples = Path.Combine(productRoot, "tests", "Sample");

    /// <summary>
    /// Makes the repository in a folder, all of it or nothing. Does nothing where the same sample already is, and leaves what was changed in it alone;
    /// replaces a sample of an older or other history.
    /// </summary>
    /// <exception cref="ReleaseException">TR1801: the folder holds something else. TR1802: this checkout has no sample. TR2801: git failed.</exception>
    public async Task<MaterialisedSample> Materialise(string folder, SampleLayout layout, CancellationToken cancel)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var history = History(layout);
        var stream = FastImport.Of(SampleReplay.Of(history, SampleFiles.Of(samples, layout)));
        var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (DigestIn(target) != digest)
        {
            RefuseForeign(target);
            await Replace(target, building => Build(building, history.DefaultBranch, stream, digest, cancel));
        }

        var head = await Git(target, cancel, "rev-parse", "--verify", $"refs/heads/{history.DefaultBranch}");
        return new MaterialisedSample(target, new CommitId(head.Trim()), GitHubSeed(layout));
    }

    /// <summary>Absolute path of the JSON with the milestones, issues, pull requests and checks of a layout.</summary>
    public string GitHubSeed(SampleLayout layout) => Path.GetFullPath(Path.Combine(FolderOf(layout), "github.json"));

    private SampleHistory History(SampleLayout layout)
    {
        var file = Path.Combine(FolderOf(layout), "history.txt");
        if (!File.Exists(file))
            throw new ReleaseException(new ReleaseError(
                "TR1802", "this checkout of the release tool has no sample repository.", "name a checkout with --repo, or run from a full checkout.", file));
        return SampleHistoryFile.Read(File.ReadAllText(file));
    }

    private string FolderOf(SampleLayout layout) => Path.Combine(samples, layout == SampleLayout.Classic ? "classic" : "modern");

    private static string DigestFile(string root) => Path.Combine(root, ".git", "sample-digest");

    private static string? DigestIn(string root) => File.Exists(DigestFile(root)) ? File.ReadAllText(DigestFile(root)) : null;

    private static void RefuseForeign(string target)
    {
        var occupied = File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any());
        if (occupied && DigestIn(target) is null)
            throw new ReleaseException(new ReleaseError(
                "TR1801", "the sample repository is to be made here, but something else is here already.", "move it away, or name another folder.", target,
                "a folder that is absent, empty, or an earlier sample"));
    }

    private static async Task Replace(string target, Func<string, Task> build)
    {
        var parent = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(parent);
        var building = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        var replaced = building + ".old";
        try
        {
            Directory.CreateDirectory(building);
            await build(building);
            if (Directory.Exists(target))
                Directory.Move(target, replaced);
            Directory.Move(building, target);
        }
        finally
        {
            Discard(building);
            Discard(replaced);
        }
    }

    private static async Task Build(string root, string branch, byte[] stream, string digest, CancellationToken cancel)
    {
        await Git(root, cancel, "init", "--quiet", "--template=", "--object-format=sha1", $"--initial-branch={branch}");
        await Run(Call(root, "fast-import", "--quiet", "--force") with { Input = stream }, cancel);
        await Git(root, cancel, "config", "core.autocrlf", "false");
        await Git(root, cancel, "config", "remote.origin.url", "https://github.com/pytorch/TensorRT.git");
        await Git(root, cancel, "config", "remote.origin.pushurl", "https://sample.invalid/never-pushed.git");
        await Git(root, cancel, "reset", "--quiet", "--hard");
        await File.WriteAllTextAsync(DigestFile(root), digest, cancel);
    }

    private static void Discard(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        // git's object files are read-only, which Windows takes literally.
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> Git(string root, CancellationToken cancel, params string[] arguments) =>
        (await Run(Call(root, arguments), cancel)).Output;

    private static async Task<ProgramResult> Run(ProgramCall call, CancellationToken cancel) =>
        (await new ProgramRunner().Run(call, cancel)).OrFail("TR2801", "see what git says (is the disk full?); the folder is as it was.");

    // Nobody's configuration, hooks or surrounding repository takes part.
    private static ProgramCall Call(string root, params string[] arguments) => new("git", arguments)
    {
        Folder = root,
        Limit = TimeSpan.FromMinutes(2),
        Inherited = ProgramEnvironment.ForGit(),
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
        },
    };
}
