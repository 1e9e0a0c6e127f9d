using Build.Adapters.Git;
using Build.CommandLine;
using Build.Output;
using TorchTrt.Release;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>
/// Prints sections of the changelog without starting the host: such a target has no graph, edits nothing and needs no session, and starting
/// all that takes four times as long as the answer. Whatever is out of the ordinary is left to the host and the target Changelog, which print the same.
/// </summary>
public sealed class ChangelogAnswer(ReleaseRequest request, ResultWriter results)
{
    /// <summary>False where nothing was printed.</summary>
    public bool IsGiven()
    {
        if (!IsPlain() || !GitLogReader.CanRead(request.Repo!)) return false;
        try
        {
            results.Write(Text(new GitLogReader(request.Repo!)));
            return true;
        }
        catch (ReleaseException)
        {
            // Told by the host, which looks closer.
            return false;
        }
    }

    /// <summary>One target, a clone, a range that needs no release to be chosen, this program's own text.</summary>
    private bool IsPlain()
        => request is { Repo: not null, Output: not null, IsPlan: false, Host: { IsListing: false, Targets: [var target] }, Changelog.Tool: ChangelogTool.Native }
            && target.Equals(nameof(Tasks.Changelog), StringComparison.OrdinalIgnoreCase)
            && request.Host.Arguments.All(argument => argument.StartsWith("--target=", StringComparison.Ordinal) || argument.StartsWith("--verbosity=", StringComparison.Ordinal) || argument == "--exclusive")
            && (request.From is not null || request.Changelog.Sections == ChangelogSections.All);

    private string Text(GitLogReader log) => request.Changelog.Sections == ChangelogSections.All ? Every(log) : One(log);

    private string One(GitLogReader log)
    {
        using var commits = log.Begin(request.From, request.To ?? "HEAD");
        using var remote = log.AskForRemote();
        return new ChangelogRequest(request.From, request.To ?? "HEAD", request.Version, Url(remote), request.Changelog.Format).Render(log, CancellationToken.None).GetAwaiter().GetResult();
    }

    private string Every(GitLogReader log)
    {
        using var remote = log.AskForRemote();
        using var tags = log.AskForTags();
        var to = request.To ?? "HEAD";
        var (head, _) = log.Look("HEAD", to);
        var known = TagHistory.AsOf(GitLogReader.Tags(tags), head.Id, head.Committed).Known;
        return new AllReleasesRequest(to, Url(remote), request.Changelog.Format).Render(log, known, CancellationToken.None).GetAwaiter().GetResult();
    }

    private string Url(GitReading remote) => request.GitHub is { } named ? $"https://github.com/{named}" : SourceCheckout.UrlOf(GitLogReader.Line(remote));
}
