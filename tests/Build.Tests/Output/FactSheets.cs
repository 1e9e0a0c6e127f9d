using System.Diagnostics;
using Build.CommandLine;
using Build.Output;
using Build.Tests.Frosting;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using TorchTrt.Release.Testing;

namespace Build.Tests.Output;

public sealed class FactSheets
{
    private static readonly DeskFolders Folders = new("/desk", "/desk");

    [Fact]
    public void Labels_and_values_stand_in_two_columns()
    {
        var request = ReleaseRequest.Read(["--version=1.2.0", "--torch=2.13.0", "--plan"], Folders);

        FactSheet.Render(new RequestFacts(request).Facts()).ShouldBe("""
            mode        plan of a rehearsal; nothing is changed
            repository  the bundled sample (classic layout)
            version     1.2.0
            pins        torch 2.13.0
            artifacts   /desk/artifacts
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_folder_that_is_no_checkout_is_refused()
    {
        using var folder = new ToolsFolder();

        Shown(folder.Root).Log[^1].ShouldStartWith("TR9011: ");
    }

    [Fact]
    public void A_repository_without_a_commit_is_refused()
    {
        using var folder = new ToolsFolder();
        Git(folder.Root, "init", "-q");

        Shown(folder.Root).Log[^1].ShouldContain("the repository has no commit");
    }

    [Fact]
    public void A_checkout_shows_its_head_and_branch()
    {
        using var folder = new ToolsFolder();
        Begin(folder.Root);

        Shown(folder.Root).Events.ShouldHaveSingleItem().ShouldMatch(@"\AHEAD    [0-9a-f]{7,} 2001-02-03 feat: begin\nbranch  release/1.1\z");
    }

    [Fact]
    public void A_folder_of_a_linked_work_tree_shows_where_that_stands()
    {
        using var folder = new ToolsFolder();
        Begin(folder.Root);
        var linked = Path.Combine(folder.Root, "linked");
        Git(folder.Root, "worktree", "add", "-q", "--detach", linked);
        var below = Directory.CreateDirectory(Path.Combine(linked, "py")).FullName;

        Shown(below).Events.ShouldHaveSingleItem().ShouldEndWith("branch  none (detached)");
    }

    private static TinyRun Shown(string repo) => new TinyHost()
        .Configure(host => host.ConfigureServices(services => services.AddSingleton(ReleaseRequest.Read([$"--repo={repo}"], Folders))))
        .With<ShowCheckout>()
        .Run("--target=ShowCheckout");

    private static void Begin(string folder)
    {
        Git(folder, "init", "-q", "-b", "release/1.1");
        Git(folder, "-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", "feat: begin");
    }

    private static void Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments]);
        start.Environment["HOME"] = folder;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_COMMITTER_DATE"] = "2001-02-03T04:05:06Z";
        using var git = Process.Start(start)!;
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
    }

    private sealed class ShowCheckout(Build.Tests.Frosting.Trace trace, ReleaseRequest request) : FrostingTask
    {
        public override void Run(ICakeContext context) => trace.Events.Add(FactSheet.Render(new CheckoutFacts(context, request).Facts()));
    }
}
