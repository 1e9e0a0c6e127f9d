using System.Diagnostics;
using Build.Provisioning;
using Build.Tests.Release;

namespace Build.Tests.Docs;

/// <summary>The sample's documentation made in real containers.</summary>
public sealed class DocsContainerTests : IDisposable
{
    private readonly ReleaseProgram program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("classic", "1.1.0")]
    [InlineData("modern", "2.12.0")]
    public void Both_passes_run_without_network_and_rights_and_leave_nothing_of_this_machine_in_the_pages(string layout, string version)
    {
        Need(BaseImageRecipe.Documentation);
        program.Run("--target=Bump", "--exclusive", $"--sample={layout}").ExitCode.ShouldBe(0);
        var conf = File.ReadAllBytes(Checkout(layout, "docsrc/conf.py"));

        var (exit, output, errors) = program.Run("--target=Docs", "--exclusive", $"--sample={layout}", $"--docs-container={BaseImageRecipe.Documentation.Tag}");

        exit.ShouldBe(0, output + errors);
        output.ShouldContain($"docs/v{version}/ is stamped v{version}");
        File.ReadAllBytes(Checkout(layout, "docsrc/conf.py")).ShouldBe(conf);
        foreach (var pass in new[] { "docs-environment", "docs-frozen", "docs-main" })
        {
            var command = File.ReadLines(Path.Combine(program.Folder(version), "logs", $"{pass}.log")).First();
            foreach (var argument in new[] { "--cap-drop ALL", "--security-opt no-new-privileges", "--network none", "/source:ro" }) command.ShouldContain(argument);
            command.ShouldNotContain("--user 0:0");
        }

        foreach (var page in Directory.EnumerateFiles(Checkout(layout, "docs"), "*", SearchOption.AllDirectories))
            File.ReadAllText(page).ShouldNotContain(program.Artifacts, customMessage: page);
    }

    [Fact]
    public void Everything_that_an_image_lacks_is_told_at_once_and_before_anything_is_made()
    {
        Need(BaseImageRecipe.Bookworm);

        var (exit, _, errors) = program.Run("--target=Docs", "--exclusive", $"--docs-container={BaseImageRecipe.Bookworm.Tag}");

        exit.ShouldBe(1);
        errors.ShouldContain("TR4101: docsrc/conf.py: the documentation needs what this machine lacks: the program doxygen; the Python module sphinx; the Python module breathe.");
        File.Exists(Path.Combine(program.Folder(), "logs", "docs-frozen.log")).ShouldBeFalse();
    }

    [Fact]
    public void An_image_that_is_not_here_is_told_and_not_pulled()
    {
        Need(BaseImageRecipe.Bookworm);

        program.Run("--target=Docs", "--exclusive", "--docs-container=torch-tensorrt-release/no-such-image:1").Errors
            .ShouldContain("the image torch-tensorrt-release/no-such-image:1 (docker pull torch-tensorrt-release/no-such-image:1, or build it)");
    }

    [Fact]
    public void Sphinx_runs_in_one_place()
        => program.Run("--target=Docs", "--docs-container=image:1", "--docs-python=/venv").Errors.ShouldContain("TR1906");

    private string Checkout(string layout, string path) => Path.Combine(program.Artifacts, "playground", layout, path);

    private static void Need(BaseImageRecipe recipe)
    {
        Assert.SkipUnless(Answers("version"), "needs a Docker engine: ./build.sh --target=Test --provision starts one");
        Assert.SkipUnless(Answers("image", "inspect", recipe.Tag), $"needs the image {recipe.Tag}: ./build.sh --target=Test --provision makes it");
    }

    private static bool Answers(params string[] arguments)
    {
        if (!new[] { "/usr/bin", "/usr/local/bin" }.Any(place => File.Exists(Path.Combine(place, "docker")))) return false;
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
