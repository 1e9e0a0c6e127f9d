using System.Text;
using Build.Adapters.Git;
using Build.Adapters.Programs;
using Build.Desk;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Changelogs;

/// <summary>
/// The program conventional-changelog of npm, version 5 (conventional-changelog-cli) or 8, whichever is given. It takes ranges from tags that lead up to
/// HEAD, and Torch-TensorRT's do not; so it works in an empty repository that borrows the checkout's objects, has the range's end as HEAD and no tags, and
/// is told the range's beginning in a file of settings. Nothing is written into the checkout.
/// </summary>
/// <param name="repository">Absolute path of the checkout.</param>
/// <param name="program">Absolute path of the program, or a name to look for on PATH.</param>
public sealed class ConventionalChangelog(string repository, string program) : IChangelogTool
{
    public const string Name = "conventional-changelog";

    private readonly ProgramRunner programs = new();

    public async Task<string> Section(CommitRange range, SectionHeader header, CancellationToken cancel)
    {
        using var folder = new PassingFolder();
        await Borrow(folder.Path, range.To, header.RepositoryUrl, cancel);
        Write(folder.Path, "package.json", new JObject { ["name"] = "changelog", ["version"] = "0.0.0", ["repository"] = new JObject { ["type"] = "git", ["url"] = $"{header.RepositoryUrl}.git" } });
        Write(folder.Path, "context.json", Context(header));
        // Version 5 reads "gitRawCommitsOpts", version 8 reads "commits".
        var start = range.From is null ? [] : new JObject { ["from"] = range.From.Hex };
        Write(folder.Path, "settings.json", new JObject { ["gitRawCommitsOpts"] = start, ["commits"] = start.DeepClone() });
        // Version 8 would write CHANGELOG.md without --stdout, which version 5 does not know and passes over.
        var call = new ProgramCall(program, "--preset", "angular", "--config", "settings.json", "--context", "context.json", "--stdout")
        {
            Folder = folder.Path,
            Environment = new Dictionary<string, string> { ["LC_ALL"] = "C.UTF-8" },
        };
        var (result, output) = await programs.Read(call, cancel);
        var section = Encoding.UTF8.GetString(output);
        return result.Succeeded && section.StartsWith('#') ? section : throw new ReleaseException(new ReleaseError(
            "TR4601", $"{Name} {(result.Succeeded ? "printed no section" : $"failed with {result.ExitCode}: {GitCommand.Said(result.Errors)}")}.",
            $"install what the checklist names (npm install --global conventional-changelog-cli@5.0.0), or leave --changelog-tool out", program));
    }

    private async Task Borrow(string folder, CommitId head, string repositoryUrl, CancellationToken cancel)
    {
        var objects = await new GitCommand(repository).Text(cancel, "rev-parse", "--path-format=absolute", "--git-path", "objects");
        var git = new GitCommand(folder);
        await git.Text(cancel, "init", "--quiet");
        await File.WriteAllTextAsync(Path.Combine(folder, ".git", "objects", "info", "alternates"), objects + "\n", cancel);
        await git.Text(cancel, "update-ref", "--no-deref", "HEAD", head.Hex);
        await git.Text(cancel, "remote", "add", "origin", $"{repositoryUrl}.git");
    }

    private static JObject Context(SectionHeader header)
    {
        var context = new JObject { ["version"] = header.Title, ["date"] = $"{header.Date:yyyy-MM-dd}", ["isPatch"] = header.Rank == HeadingRank.Patch };
        if (header.Compare is null) context["linkCompare"] = false;
        else context.Merge(new JObject { ["previousTag"] = header.Compare.From, ["currentTag"] = header.Compare.To, ["linkCompare"] = true });
        return context;
    }

    private static void Write(string folder, string name, JObject content) => File.WriteAllText(Path.Combine(folder, name), content.ToString());
}
