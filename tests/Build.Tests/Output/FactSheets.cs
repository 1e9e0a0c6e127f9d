using System.Diagnostics;
using Build.CommandLine;
using Build.Output;

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
        var folder = Directory.CreateTempSubdirectory("host-no-checkout-");
        try
        {
            var facts = new CheckoutFacts(ReleaseRequest.Read([$"--repo={folder.FullName}"], Folders));

            Should.Throw<TorchTrt.Release.ReleaseException>(facts.Facts).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR9011");
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public void A_checkout_shows_its_head_and_branch()
    {
        var folder = Directory.CreateTempSubdirectory("host checkout-");
        try
        {
            Git(folder.FullName, "init", "-q", "-b", "release/1.1");
            Git(folder.FullName, "-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", "feat: begin");

            var facts = new CheckoutFacts(ReleaseRequest.Read([$"--repo={folder.FullName}"], Folders)).Facts();

            facts[0].Value.ShouldMatch(@"\A[0-9a-f]{7,} 2001-02-03 feat: begin\z");
            facts[1].ShouldBe(new Fact("branch", "release/1.1"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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
}
