using Build.Adapters.Changelogs;
using Build.Adapters.Programs;
using Build.CommandLine;
using Build.Provisioning;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Ports;

namespace Build.Desk;

/// <summary>The program that writes changelog sections where one was asked for.</summary>
public sealed class ChangelogTools(ReleaseRequest request, DeskFolders folders)
{
    public static NpmProgram ProgramOf(ChangelogFormat format) => format == ChangelogFormat.Cc8 ? NpmProgram.ConventionalChangelog8 : NpmProgram.ConventionalChangelog5;

    /// <param name="repository">Absolute path of the checkout.</param>
    /// <returns>Null: this program writes them itself.</returns>
    public IChangelogTool? For(string repository)
        => request.Changelog.Tool == ChangelogTool.Native ? null : new ConventionalChangelog(repository, Program());

    /// <summary>The one on the PATH; else the one that --provision brought.</summary>
    private string Program()
    {
        var own = ProgramOf(request.Changelog.Format).File(Path.Combine(folders.Home, "artifacts"));
        return ProgramPath.Find(ConventionalChangelog.Name) is null && File.Exists(own) ? own : ConventionalChangelog.Name;
    }
}
