using System.Diagnostics;

namespace Build.Tests.Release;

/// <summary>A whole release of the sample with the real Bazel, Sphinx and Docker: what the README's first command does.</summary>
[Collection(ReleaseProgram.WheelImage)]
public sealed class WholeRehearsalTests : IDisposable
{
    private readonly ReleaseProgram program = new();

    private const string Wheel = "torch_tensorrt-1.1.0-cp311-cp311-linux_x86_64.whl";

    [Fact]
    public void A_whole_release_of_the_sample_ends_in_a_public_release_whose_wheel_installs_and_imports()
    {
        NeedTools();

        var (exitCode, output, errors) = program.Run("--target=Release");

        exitCode.ShouldBe(0, $"{output}\n{errors}");
        program.Summary().Where(step => step.Value is not "done").ToDictionary(step => step.Key, step => step.Value)
            .ShouldBe(new Dictionary<string, string> { ["Perf"] = "not-applicable", ["PerfReport"] = "not-applicable" }, ignoreOrder: true);
        var released = Directory.GetFiles(Path.Combine(program.Folder(), "out")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        released.ShouldBe(
        [
            "SHA256SUMS", "libtorchtrt.tar.gz", "libtorchtrt.tar.gz.intoto.json", "release-testing.md", Wheel, $"{Wheel}.intoto.json", "torch_tensorrt-1.1.0.cdx.json", "torch_tensorrt-1.1.0.spdx.json",
        ]);
        Installed(Path.Combine(program.Folder(), "out", Wheel)).ShouldBe("1.1.0");

        IsWholeForWhoeverDownloadsIt(Path.Combine(program.Folder(), "out"));

        var (again, second, _) = program.Run("--target=Release");
        again.ShouldBe(0);
        second.ShouldContain("everything was done already, nothing changed");
    }

    public void Dispose() => program.Dispose();

    /// <summary>With a checkout of the tag beside the downloads, nothing but the signer stays open.</summary>
    private void IsWholeForWhoeverDownloadsIt(string downloads)
    {
        var checkout = program.Place("checkout");
        Call("git", "-c", "advice.detachedHead=false", "clone", "--quiet", "--branch", "v1.1.0", Path.Combine(program.Folder(), "world", "repository.git"), checkout);
        string[] command = ["--target=Verify", $"--offline={downloads}", $"--repo={checkout}", $"--release-file={ReleaseProgram.Repository("tests", "Sample", "classic", "release.json")}"];

        var (exitCode, output, errors) = program.Run(command);

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("good: these are all 2 files of the release");
        output.Split('\n').Where(line => line.StartsWith("open: ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("it has no signature here");
        program.Run([.. command, "--version=1.2.0"]).Errors.ShouldContain("TR5403");
    }

    /// <summary>The version that the wheel says of itself in a clean environment without a package index.</summary>
    private string Installed(string wheel)
    {
        var environment = program.Place("venv");
        Call("/usr/bin/python3", "-m", "venv", environment);
        Call(Path.Combine(environment, "bin", "pip"), "install", "--quiet", "--no-index", wheel);
        return Call(Path.Combine(environment, "bin", "python"), "-c", "import torch_tensorrt; print(torch_tensorrt.__version__)");
    }

    private string Call(string executable, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true, WorkingDirectory = program.Place(".") })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{executable} {string.Join(' ', arguments)}");
        return output.Trim();
    }

    private static void NeedTools()
    {
        foreach (var tool in new[] { "bazel", "docker", "dockerd", "sphinx-build", "doxygen", "make", "mmdebstrap" })
            Assert.SkipUnless(File.Exists($"/usr/bin/{tool}") || File.Exists($"/usr/sbin/{tool}") || File.Exists($"/usr/local/bin/{tool}"), $"needs {tool}: ./build.sh --target=Test --provision installs it");
    }
}
