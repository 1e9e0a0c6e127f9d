using Build.Adapters.Programs;
using TorchTrt.Release.Testing;

namespace Build.Tests.Docs;

/// <summary>Headless Chromium with a home of its own and no network.</summary>
internal sealed class Browser(ToolsFolder folder)
{
    /// <summary>Takes a picture of a page, 1000 by 1200 pixels.</summary>
    /// <returns>The PNG file; the same pixels give the same bytes.</returns>
    public async Task<byte[]> Picture(string page, CancellationToken cancel)
    {
        var file = folder[$"{Guid.NewGuid():N}.png"];
        await Run(page, [$"--screenshot={file}"], cancel);
        return await File.ReadAllBytesAsync(file, cancel);
    }

    /// <summary>The page as it is after its scripts ran.</summary>
    public Task<string> Dom(string page, CancellationToken cancel) => Run(page, ["--dump-dom"], cancel);

    private async Task<string> Run(string page, string[] what, CancellationToken cancel)
    {
        if (ProgramPath.Find("chromium") is null) Assert.Skip("needs chromium");
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-extensions", "--no-first-run", "--disable-background-networking",
            "--proxy-server=127.0.0.1:9", $"--user-data-dir={folder["browser"]}", "--window-size=1000,1200", "--force-device-scale-factor=1", .. what, new Uri(page).AbsoluteUri,
        ];
        var (result, output) = await new ProgramRunner().Read(
            new ProgramCall("chromium", arguments) { Folder = folder.Root, Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder.Root } }, cancel);
        return result.Succeeded ? System.Text.Encoding.UTF8.GetString(output) : throw new InvalidOperationException($"chromium ended with {result.ExitCode}: {result.Errors}");
    }
}
