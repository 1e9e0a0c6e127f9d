using TorchTrt.Release.Pins;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Pins;

public class PinTests
{
    [Fact]
    public void Shapes_of_old_requirement_lines_stay()
    {
        var files = Set(Eras.Classic(), PinRequest.Parse("1.11.0", "11.5", "8.2.1", "8.2.4.2"));

        files["py/requirements.txt"].ShouldBe("--extra-index-url https://download.pytorch.org/whl/cu115\ntorch==1.11.0+cu115\npybind11==2.6.2\n");
        files["py/setup.py"].ShouldContain("        'torch>=1.11.0+cu115<1.12.0',");
        files["README.md"].ShouldBe(
            "- Bazel 4.2.1\n- Libtorch 1.11.0 (built with CUDA 11.5)\n- CUDA 11.5 (10.2 on Jetson)\n- cuDNN 8.2\n- TensorRT 8.2.4.2 (TensorRT 8.0.1.6 on Jetson)\n");
    }

    [Fact]
    public void Short_constants_stay_short_while_requirements_take_the_whole_version()
    {
        var files = Set(Eras.Constants(), PinRequest.Parse("1.13.0", "11.7", "8.5.0", "8.5.1.7"));

        files["py/setup.py"].ShouldContain("__cuda_version__ = \"11.7\"\n__cudnn_version__ = \"8.5\"\n__tensorrt_version__ = \"8.5\"\n");
        files["py/setup.py"].ShouldContain("[\"torch>=1.13.0,<1.14.0\", \"tensorrt>=8.5.1.7,<8.6.0\"]");
    }

    [Fact]
    public void The_line_the_build_scripts_grep_for_keeps_its_beginning()
        => Set(Eras.Module(), PinRequest.Parse("2.13.0", "13.2", null, "11.0.0"))["py/requirements.txt"]
            .ShouldBe("--extra-index-url https://download.pytorch.org/whl/test/cu132\ntorch>=2.13.0,<2.14.0\nsetuptools");

    [Fact]
    public void Jetson_and_other_products_are_left_alone()
    {
        var files = Set(Eras.Module(), PinRequest.Parse("2.13.0", null, null, "11.0.0"));

        files["setup.py"].ShouldContain("[\"torch>=2.8.0,<2.9.0\", \"tensorrt>=10.3.0,<10.4.0\"]");
        files["setup.py"].ShouldContain("\"tensorrt_rtx>=1.4.0.76\"");
        files["setup.py"].ShouldContain("\"torch>=2.13.0,<2.14.0\"");
        files["setup.py"].ShouldContain("f\"{tensorrt_prefix}-libs>=11.0.0,<11.1.0\"");
        files["pyproject.toml"].ShouldContain("\"tensorrt>=10.3.0,<10.4.0;platform_machine");
        files["dev_dep_versions.yml"].ShouldBe("__cuda_version__: \"13.0\"\n__tensorrt_version__: \"11.0.0\"\n__tensorrt_rtx_version__: \"1.4.0\"\n");
    }

    [Fact]
    public void A_range_of_torchvision_follows_torch()
        => Set(Eras.Module(), PinRequest.Parse("2.13.0", null, null, null))["pyproject.toml"].ShouldContain("torchvision>=0.28.0,<0.29.0");

    [Fact]
    public void The_branch_for_legacy_wheels_is_left_alone()
        => Set(Eras.VersionsPy(), PinRequest.Parse("2.1.0", null, null, null))["py/setup.py"]
            .ShouldContain("\"torch >=2.1.0,<2.2\" if not LEGACY else \"torch >=1.13.0,<2.0\"");

    [Fact]
    public void A_nightly_in_the_readme_becomes_a_release()
        => Set(Eras.Module().With("README.md", "- Libtorch 2.13.0.dev (latest nightly)\n![](https://img.shields.io/badge/PyTorch-2.12-green)\n"), PinRequest.Parse("2.13.0", null, null, null))["README.md"]
            .ShouldBe("- Libtorch 2.13.0\n![](https://img.shields.io/badge/PyTorch-2.13-green)\n");

    [Fact]
    public void Nothing_is_written_that_was_not_asked_for() => PinPlan.Make(Tree.Of(Eras.Module()), PinRequest.Nothing, []).Edits.ShouldBeEmpty();

    [Fact]
    public void A_dependency_that_is_written_nowhere_is_refused()
    {
        var problems = new List<ReleaseError>();

        PinPlan.Make(Tree.Of(Eras.Module()), PinRequest.Parse(null, null, "8.9", null), problems);

        problems.ShouldHaveSingleItem().Code.ShouldBe("TR1017");
    }

    [Fact]
    public void Every_malformed_option_is_told_at_once()
        => Should.Throw<ReleaseException>(() => PinRequest.Parse("2", "twelve", "8", "10;")).Errors.Select(error => error.Where).ShouldBe(["--torch", "--cuda", "--tensorrt"]);

    [Fact]
    public void The_report_names_each_place()
        => PinRegistry.Read(Tree.Of(Eras.Classic())).Select(pin => $"{pin.Where} {pin.Pin.Display()} {pin.Value}").ShouldBe(
        [
            "py/requirements.txt:2 PyTorch 1.10.0", "py/requirements.txt:2 CUDA 113", "py/requirements.txt:1 CUDA 113",
            "py/setup.py:7 PyTorch 1.10.0", "py/setup.py:7 PyTorch 1.11.0", "py/setup.py:7 CUDA 113",
            "README.md:2 PyTorch 1.10.0", "README.md:2 CUDA 11.3", "README.md:3 CUDA 11.3", "README.md:4 cuDNN 8.2", "README.md:5 TensorRT 8.0.3.4",
            "py/requirements.txt:3 pybind11 2.6.2", "README.md:1 Bazel 4.2.1",
        ]);

    [Fact]
    public void The_torch_series_of_a_tree_is_read_from_its_requirements()
    {
        TorchPin.Read(Eras.Module())!.ToString().ShouldContain("2.12");
        TorchPin.Read(Eras.Classic())!.Series.ShouldBe("1.10");
    }

    private static SitesMemoryWorkspace Set(SitesMemoryWorkspace files, PinRequest pins)
    {
        var request = new BumpRequest(BumpKind.Release, PackageVersion.Read(files).Line, pins, Stragglers: Stragglers.CatchUp);
        var plan = BumpPlan.Make(Tree.Of(files), request);
        files.Write(Edit.Combine(plan.Edits));
        BumpPlan.Make(Tree.Of(files), request).Edits.ShouldBeEmpty();
        return files;
    }
}
