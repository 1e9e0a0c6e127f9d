using System.Text;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Steps;

public class BumpStepTests
{
    [Fact]
    public async Task A_classic_alpha_becomes_its_release()
    {
        var files = Eras.Classic();

        (await Bump(files, "1.1.0")).ShouldBe(
        [
            "edit py/setup.py:3: 1.1.0a0 -> 1.1.0",
            "insert docsrc/conf.py:4: \"v1.1.0\": \"https://nvidia.github.io/Torch-TensorRT/v1.1.0/\"",
        ]);

        files["py/setup.py"].ShouldContain("__version__ = '1.1.0'\n");
        files["docsrc/conf.py"].ShouldContain(
            "Torch-TensorRT/\",\n        \"v1.1.0\": \"https://nvidia.github.io/Torch-TensorRT/v1.1.0/\",\n        \"v1.0.0\": ");
    }

    [Fact]
    public async Task A_new_link_is_written_like_the_newest_one()
    {
        var files = Eras.Constants();

        await Bump(files, "1.3.0");

        files["docsrc/conf.py"].ShouldContain("\"v1.3.0\": \"https://pytorch.org/TensorRT/v1.3.0\",\n        \"v1.2.0\": ");
    }

    [Fact]
    public async Task A_patch_release_also_reaches_the_macros()
    {
        var files = Eras.VersionsPy();

        (await Bump(files, "1.4.1")).ShouldContain("edit cpp/include/torch_tensorrt/macros.h:4: 0 -> 1");

        files["py/versions.py"].ShouldStartWith("__version__ = \"1.4.1\"\n");
    }

    [Fact]
    public async Task Base_files_ship_with_their_suffix_and_every_forgotten_place_catches_up()
    {
        var files = Eras.Module();

        await Bump(files, "2.12.1");

        files["version.txt"].ShouldBe("2.12.1a0\n");
        files["MODULE.bazel"].ShouldContain("    version = \"2.12.1a0\",\n)");
        files["MODULE.bazel"].ShouldContain("\"platforms\", version = \"0.0.10\"");
        files["docker/MODULE.bazel.ngc"].ShouldContain("    version = \"2.12.1a0\",\n");
        files["docker/MODULE.bazel.docker"].ShouldContain("${BUILD_VERSION}");
        files["setup.py"].ShouldContain("__version__: str = \"0.0.0\"");
    }

    [Fact]
    public async Task The_switcher_and_its_generated_list_gain_the_same_entry()
    {
        var files = Eras.Module();

        await Bump(files, "2.12.1");

        files["docsrc/generate_versions.py"].ShouldContain("""
                },
                {
                    "name": "v2.12.1",
                    "version": "v2.12.1",
                    "url": "https://pytorch.org/TensorRT/v2.12.1/",
                },
                {
                    "name": "v2.10.0",
            """);
        files["docs/versions.json"].ShouldContain("""
              {
                "name": "v2.12.1",
                "version": "v2.12.1",
                "url": "https://pytorch.org/TensorRT/v2.12.1/"
              },
              {
                "name": "v2.10.0",
            """);
    }

    [Fact]
    public async Task A_patch_of_an_older_line_is_linked_in_its_place()
    {
        var files = Eras.Classic().With("py/setup.py", "__version__ = '0.4.2a0'\n").With("cpp/include/torch_tensorrt/macros.h", Eras.Macros("TORCH_TENSORRT", 0, 4, 2));

        await Bump(files, "0.4.2");

        files["docsrc/conf.py"].ShouldContain("v1.0.0/\",\n        \"v0.4.2\": \"https://nvidia.github.io/Torch-TensorRT/v0.4.2/\",\n        \"v0.4.1\"");
    }

    [Fact]
    public async Task The_oldest_of_all_goes_to_the_end_of_a_list_without_a_last_comma()
    {
        var files = Eras.Module().With("version.txt", "2.9.0a0\n").With("cpp/include/torch_tensorrt/macros.h", Eras.Macros("TORCH_TENSORRT", 2, 9, 0))
            .Without("MODULE.bazel").Without("docker/MODULE.bazel.ngc");

        await Bump(files, "2.9.0");

        files["docs/versions.json"].ShouldEndWith("v2.10.0/\"\n  },\n  {\n    \"name\": \"v2.9.0\",\n    \"version\": \"v2.9.0\",\n    \"url\": \"https://pytorch.org/TensorRT/v2.9.0/\"\n  }\n]\n");
    }

    [Fact]
    public async Task A_candidate_is_written_in_full_where_there_is_room_and_gets_no_link()
    {
        var files = Eras.Classic();

        await Bump(files, "1.1.0rc2");

        files["py/setup.py"].ShouldContain("'1.1.0rc2'");
        files["cpp/include/torch_tensorrt/macros.h"].ShouldBe(Eras.Macros("TORCH_TENSORRT", 1, 1, 0));
        files["docsrc/conf.py"].ShouldNotContain("v1.1.0");
    }

    [Fact]
    public async Task The_oldest_layout_with_its_own_names_is_bumped_too()
    {
        var files = Eras.TRTorch();

        (await Bump(files, "0.4.1")).ShouldContain("edit cpp/include/trtorch/macros.h:4: 0 -> 1");
        files["docsrc/conf.py"].ShouldContain("\"v0.4.1\": \"https://nvidia.github.io/TRTorch/v0.4.1/\",");
    }

    [Fact]
    public async Task A_second_bump_finds_everything_done_and_says_what_proves_it()
    {
        var files = Eras.Classic();
        await Bump(files, "1.1.0");

        var done = (await Step(files, "1.1.0").Observe(default)).ShouldBeOfType<Done>();

        done.Evidence.ShouldBe(["setup.py 1.1.0, macros.h 1.1.0, conf.py v1.1.0"]);
        files.Writes.ShouldBe(1);
    }

    [Fact]
    public async Task Byte_order_marks_carriage_returns_and_missing_last_newlines_survive()
    {
        byte[] setup = [0xEF, 0xBB, 0xBF, .. "__version__ = '1.1.0a0'\r\nauthor = 'J\u00f6rg'"u8];
        var conf = Encoding.UTF8.GetBytes(Eras.Classic()["docsrc/conf.py"].Replace("\n", "\r\n", StringComparison.Ordinal));
        var files = Eras.Classic().With("py/setup.py", setup).With("docsrc/conf.py", conf);

        await Bump(files, "1.1.0");

        files.Bytes("py/setup.py").ShouldBe([0xEF, 0xBB, 0xBF, .. "__version__ = '1.1.0'\r\nauthor = 'J\u00f6rg'"u8]);
        files["docsrc/conf.py"].ShouldContain("/v1.1.0/\",\r\n");
        files["docsrc/conf.py"].Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
    }

    [Fact]
    public async Task Going_backwards_is_refused_in_every_place_before_anything_is_written()
    {
        var files = Eras.Module();

        var refusal = await Should.ThrowAsync<ReleaseException>(() => Step(files, "2.11.0").Observe(default));

        refusal.Errors.Select(error => $"{error.Code} {error.Where}").ShouldBe(
            ["TR1013 version.txt:1", "TR1013 cpp/include/torch_tensorrt/macros.h:2", "TR1013 MODULE.bazel:3"]);
        files.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_observed_is_what_is_written_or_nothing()
    {
        var files = Eras.Classic();
        var step = Step(files, "1.1.0");
        var pending = (Pending)await step.Observe(default);
        files["py/setup.py"] = "import os\n" + files["py/setup.py"];

        var refusal = await Should.ThrowAsync<ReleaseException>(() => step.Apply(pending, default));

        refusal.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR1018");
        files.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task A_place_that_says_neither_the_old_nor_the_new_version_stops_everything()
    {
        var files = Eras.Module().With("cpp/include/torch_tensorrt/macros.h", Eras.Macros("TORCH_TENSORRT", 2, 6, 0));
        var step = new BumpStep(files, new BumpRequest(BumpKind.Release, ReleaseVersion.Parse("2.12.1"), PinRequest.Nothing));

        var refusal = await Should.ThrowAsync<ReleaseException>(() => step.Observe(default));

        refusal.Errors.Select(error => error.ToString()).ShouldBe(
        [
            "TR1019: cpp/include/torch_tensorrt/macros.h:2: it says 2.6.0, which is neither the version of this checkout nor the new one. "
                + "Expected: 2.12.0a0 or 2.12.1. Next: add --catch-up when an earlier bump forgot it, or set it by hand",
            "TR1019: docker/MODULE.bazel.ngc:3: it says 2.5.0a0, which is neither the version of this checkout nor the new one. "
                + "Expected: 2.12.0a0 or 2.12.1. Next: add --catch-up when an earlier bump forgot it, or set it by hand",
        ]);
        files.Writes.ShouldBe(0);
    }

    private static async Task<IReadOnlyList<string>> Bump(SitesMemoryWorkspace files, string version)
    {
        var step = Step(files, version);
        var pending = (await step.Observe(default)).ShouldBeOfType<Pending>();
        await step.Apply(pending, default);
        (await step.Observe(default)).ShouldBeOfType<Done>();
        return [.. pending.Changes.Select(change => change.ToString())];
    }

    private static BumpStep Step(IWorkspace files, string version)
        => new(files, new BumpRequest(BumpKind.Release, ReleaseVersion.Parse(version), PinRequest.Nothing, Stragglers: Stragglers.CatchUp));
}
