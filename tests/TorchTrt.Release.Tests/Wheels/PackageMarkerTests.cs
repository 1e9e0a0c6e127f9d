using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Tests.Wheels;

public sealed class PackageMarkerTests
{
    private const string X86 = "torch_tensorrt-2.8.0-cp311-cp311-manylinux_2_34_x86_64.whl";
    private const string Arm = "torch_tensorrt-2.8.0-cp311-cp311-manylinux_2_39_aarch64.whl";
    private const string Windows = "torch_tensorrt-2.8.0-cp39-cp39-win_amd64.whl";

    /// <summary>pyproject.toml of v2.8.0: a Jetson's requirements stand beside everybody else's.</summary>
    [Theory]
    [InlineData("platform_machine == 'aarch64' and 'tegra' in platform_release", X86, false)]
    [InlineData("platform_machine == 'aarch64' and 'tegra' in platform_release", Arm, false)]
    [InlineData("platform_machine != 'aarch64' or (platform_machine == 'aarch64' and 'tegra' not in platform_release)", X86, true)]
    [InlineData("platform_machine != 'aarch64' or (platform_machine == 'aarch64' and 'tegra' not in platform_release)", Arm, true)]
    [InlineData("platform_machine == \"aarch64\" and \"tegra\" in platform_release", Windows, false)]
    public void What_a_Jetson_needs_is_not_asked_of_other_machines(string marker, string wheel, bool applies) => Asked(marker, wheel).ShouldBe(applies);

    [Theory]
    [InlineData("", X86, true)]
    [InlineData("sys_platform == 'win32'", X86, false)]
    [InlineData("sys_platform == 'win32' and platform_machine == 'AMD64'", Windows, true)]
    [InlineData("os_name=='posix'", X86, true)]
    [InlineData("python_version < '3.10'", Windows, true)]
    [InlineData("python_version < '3.10'", X86, false)]
    [InlineData("'3.10' <= python_version", X86, true)]
    [InlineData("python_version ~= '3.11'", X86, true)]
    [InlineData("platform_python_implementation == 'PyPy'", X86, false)]
    [InlineData("extra == 'all'", X86, true)]
    [InlineData("extra == 'all' and sys_platform == 'win32'", X86, false)]
    [InlineData("sys_platform == 'win32' or sys_platform == 'linux' and python_version >= '3.12'", X86, false)]
    public void A_marker_is_asked_of_the_machine_that_the_wheel_is_for(string marker, string wheel, bool applies) => Asked(marker, wheel).ShouldBe(applies);

    [Theory]
    [InlineData("planet == 'mars'")]
    [InlineData("(sys_platform == 'win32'")]
    [InlineData("sys_platform ==")]
    [InlineData("sys_platform like 'win32'")]
    [InlineData("sys_platform == 'win32') or")]
    public void A_requirement_whose_marker_cannot_be_read_counts(string marker) => Asked(marker, X86).ShouldBeTrue();

    private static bool Asked(string marker, string wheel) => PackageMarker.For(WheelFileName.Read(wheel)!).Applies(marker);
}
