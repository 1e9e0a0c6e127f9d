using TorchTrt.Release.Audit;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Audit;

public class AuditorTests
{
    [Fact]
    public void The_macros_that_v2_7_0_forgot_are_found()
    {
        var finding = Auditor.Run(Eras.ForgottenMacros(), null).Single(found => found.Code == "TR1030");

        finding.ShouldBe(new Finding("TR1030", "cpp/include/torch_tensorrt/macros.h:2", "2.7.0", "2.6.0", "./build.sh --target=Bump --version=2.7.0"));
    }

    [Fact]
    public void A_checkout_that_agrees_with_itself_has_no_findings() => Auditor.Run(Eras.Constants(), ReleaseVersion.Parse("1.3.0")).ShouldBeEmpty();

    [Fact]
    public void The_version_that_is_being_released_is_what_counts()
        => Auditor.Run(Eras.Classic(), ReleaseVersion.Parse("1.1.1")).Where(finding => finding.Code == "TR1030").Select(finding => finding.Where)
            .ShouldBe(["py/setup.py:3", "cpp/include/torch_tensorrt/macros.h:2"]);

    [Fact]
    public void A_pin_that_was_left_behind_is_found()
    {
        var files = Eras.Module().With("README.md", "- TensorRT 10.15.1.29 (TensorRT 10.3 on Jetson)\n");

        Auditor.Run(files, null).Single(found => found.Code == "TR1032").Where.ShouldBe("README.md:1");
    }

    [Fact]
    public void What_cannot_be_read_is_a_finding_beside_the_others()
    {
        var files = Eras.Module().With("MODULE.bazel", "module(name = \"x\")\n");

        Auditor.Run(files, null).Select(found => found.Code).ShouldBe(["TR1011", "TR1030"]);
    }

    [Fact]
    public void A_folder_that_is_something_else_is_refused()
        => Should.Throw<ReleaseException>(() => Auditor.Run(new SitesMemoryWorkspace(), null)).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR1010");
}
