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
}
