using System.Diagnostics;
using Build.Provisioning;
using TorchTrt.Release.Artifacts;

namespace Build.Tests.Release;

/// <summary>
/// The sample's wheels for three interpreters in a real container engine. The image has Debian's Python 3.11 three times: as itself, and simulated as 3.9 and 3.10.
/// </summary>
[Collection(ReleaseProgram.WheelImage)]
public sealed class SeveralInterpretersTests : IDisposable
{
    private const string Image = "torch-tensorrt-release/tests-several-pythons:1";

    private static readonly string[] Wheels = [.. new[] { "cp310", "cp311", "cp39" }.Select(python => $"torch_tensorrt-1.1.0-{python}-{python}-linux_x86_64.whl")];

    private readonly ReleaseProgram program = new();

    private string Out => Path.Combine(program.Folder(), "out");

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_release_killed_while_the_second_wheel_is_built_does_not_build_the_first_again()
    {
        NeedDocker();
        Bump();

        var first = "";
        program.KillWhen(() => (first = Built().FirstOrDefault() ?? "").Length > 0, Command()).ShouldBeTrue("every wheel was built before the kill");
        var (exitCode, output, errors) = program.Run(Command());

        exitCode.ShouldBe(0, $"{output}\n{errors}");
        Directory.GetFiles(Out, "*.whl").Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(Wheels);
        Runs(first).ShouldBe(1, $"{first} was built again");
        Imported(Path.Combine(Out, Wheels[1])).ShouldBe("1.1.0");
        AreConfined();
        AreAttested();
    }

    [Fact]
    public void One_interpreter_that_fails_is_named_and_the_others_are_kept()
    {
        NeedDocker();
        Bump();
        var script = Path.Combine(program.Artifacts, "playground", "classic", "py", "build_whl.sh");
        var sound = File.ReadAllText(script);
        File.WriteAllText(script, sound.Replace("build_wheel() {", "build_wheel() {\n    case \"$1\" in */cp310-*) echo 'error: no such header' >&2; return 1;; esac", StringComparison.Ordinal));

        var (exitCode, _, errors) = program.Run(Command());

        exitCode.ShouldBe(1);
        errors.ShouldContain("(wheel-cp310) failed with 1: error: no such header.");
        errors.ShouldContain($"{Wheels[1]}, {Wheels[2]} are built and kept");
        Directory.GetFiles(Out, "*.whl").Length.ShouldBe(2);
    }

    [Fact]
    public void Podman_does_where_Docker_does_not_answer()
    {
        NeedDocker();
        Assert.SkipUnless(Answers("podman", "info"), "needs podman: ./build.sh --target=Test --provision installs it");
        Loaded();
        Bump();
        program.Variables["DOCKER_HOST"] = "unix:///nowhere/docker.sock";

        var (exitCode, output, errors) = program.Run([.. Command($"localhost/{Image}"), "--only=x86_64-cp311"]);

        exitCode.ShouldBe(0, $"{output}\n{errors}");
        Directory.GetFiles(Out, "*.whl").Select(Path.GetFileName).ShouldBe([Wheels[1]]);
        File.ReadAllText(Path.Combine(program.Folder(), "logs", "wheel-cp311.log")).ShouldStartWith("$ podman run ");
        Imported(Path.Combine(Out, Wheels[1])).ShouldBe("1.1.0");
    }

    [Fact]
    public void In_the_modern_layout_the_steps_of_the_release_workflow_build_the_wheel()
    {
        NeedDocker();
        program.Run("--target=Bump", "--sample=modern").ExitCode.ShouldBe(0);

        var (exitCode, output, errors) = program.Run([.. Command(), "--sample=modern", "--only=x86_64-cp311"]);

        exitCode.ShouldBe(0, $"{output}\n{errors}");
        var folder = program.Folder("2.12.0");
        Imported(Directory.GetFiles(Path.Combine(folder, "out"), "*.whl").ShouldHaveSingleItem()).ShouldBe("2.12.0");
        // The checkout's own script ran, and was told what the workflow tells it.
        var log = File.ReadAllText(Path.Combine(folder, "logs", "wheel-cp311.log"));
        log.ShouldContain("    path = \"/usr/local/cuda-13.0\",");
        log.ShouldContain("--env CU_VERSION=cu130");
    }

    private string[] Command(string image = Image)
    {
        var file = program.Place("release.json");
        File.WriteAllText(file, """{"artifacts": {"pythons": ["3.9", "3.10", "3.11"], "platforms": {"x86_64": "linux_x86_64"}, "without": ["tarball"]}}""");
        return ["--target=Wheels", $"--base-image={image}", $"--release-file={file}"];
    }

    private void Bump() => program.Run("--target=Bump").ExitCode.ShouldBe(0);

    /// <summary>Interpreters whose wheel is built and remembered.</summary>
    private IEnumerable<string> Built()
    {
        var state = Path.Combine(program.Folder(), "state");
        return Directory.Exists(state) ? Directory.EnumerateFiles(state, "wheel-x86_64-cp*.txt").Select(path => Path.GetFileNameWithoutExtension(path).Split('-')[^1]) : [];
    }

    private int Runs(string python) => File.ReadLines(Path.Combine(program.Folder(), "logs", $"wheel-{python}.log")).Count(line => line.StartsWith("$ docker run ", StringComparison.Ordinal));

    /// <summary>No network, no rights, sources that cannot be written, nothing of this machine's environment.</summary>
    private void AreConfined()
    {
        foreach (var python in new[] { "cp39", "cp310", "cp311" })
        {
            var command = File.ReadLines(Path.Combine(program.Folder(), "logs", $"wheel-{python}.log")).First();
            foreach (var argument in new[] { "--cap-drop ALL", "--security-opt no-new-privileges", "--network none", "/source:ro" }) command.ShouldContain(argument);
            command.ShouldNotContain("--user 0:0");
        }
    }

    /// <summary>Every wheel has a statement of its own, and others' tools take the list.</summary>
    private void AreAttested()
    {
        var attested = program.Run("--target=Attest", "--exclusive", Command()[2]);
        attested.ExitCode.ShouldBe(0, attested.Errors);
        Call("sha256sum", Out, "--check", "--strict", Checksums.FileName).ShouldContain($"{Wheels[0]}: OK");
        foreach (var wheel in Wheels) File.ReadAllText(Path.Combine(Out, $"{wheel}.intoto.json")).ShouldContain("\"network\": \"none\"");

        var verified = program.Run("--target=Verify", $"--offline={Out}");
        verified.ExitCode.ShouldBe(0, verified.Errors);
        verified.Output.ShouldContain("good: 3 of 3 statements are about their files, all made from commit ");
        File.AppendAllText(Path.Combine(Out, Wheels[0]), "x");
        program.Run("--target=Verify", $"--offline={Out}").Errors.ShouldContain("TR5504");
    }

    /// <summary>The version that the wheel says of itself, installed by pip without a package index.</summary>
    private string Imported(string wheel)
    {
        var environment = program.Place("venv");
        Call("/usr/bin/python3", program.Place("."), "-m", "venv", environment);
        Call(Path.Combine(environment, "bin", "pip"), program.Place("."), "install", "--quiet", "--no-index", wheel);
        return Call(Path.Combine(environment, "bin", "python"), program.Place("."), "-c", "import torch_tensorrt; print(torch_tensorrt.__version__)").Trim();
    }

    private static void NeedDocker()
    {
        Assert.SkipUnless(Answers("docker", "version"), "needs a Docker engine: ./build.sh --target=Test --provision starts one");
        Assert.SkipUnless(Answers("docker", "image", "inspect", BaseImageRecipe.Bookworm.Tag), "needs the base image: ./build.sh --target=Test --provision makes it");
        Call("docker", Folder, "build", "--quiet", "--tag", Image, "--build-arg", $"BASE_IMAGE={BaseImageRecipe.Bookworm.Tag}", ".");
    }

    /// <summary>Podman's copy of the image.</summary>
    private void Loaded()
    {
        if (Answers("podman", "image", "inspect", $"localhost/{Image}")) return;
        var archive = program.Place("image.tar");
        Call("docker", Folder, "save", "--output", archive, Image);
        Call("podman", Folder, "load", "--quiet", "--input", archive);
        File.Delete(archive);
    }

    private static string Folder { get; } = ReleaseProgram.Repository("tests", "Build.Tests", "Release", "SeveralPythons");

    private static bool Answers(string tool, params string[] arguments)
    {
        if (!new[] { "/usr/bin", "/usr/local/bin" }.Any(place => File.Exists(Path.Combine(place, tool)))) return false;
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string Call(string tool, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{tool} {string.Join(' ', arguments)}\n{output}{errors.Result}");
        return output;
    }
}
