using TorchTrt.Release.Archives;
using TorchTrt.Release.Elf;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Tests.Wheels;

public class WheelExamTests
{
    private const string Name = "torch_tensorrt-2.13.0-cp313-cp313-manylinux_2_34_x86_64.whl";

    private readonly SitesMemoryWorkspace files = new SitesMemoryWorkspace()
        .With("setup.py", "install_requires=[\n    \"torch>=2.13.0,<2.14.0\",\n    \"tensorrt>=10.16.1,<10.17.0\",\n]\n")
        .With("dev_dep_versions.yml", "__cuda_version__: \"13.0\"\n__tensorrt_version__: \"10.16.1\"\n");

    [Fact]
    public void A_sound_wheel_has_nothing_wrong() => Judged(Wheel().With("torch_tensorrt/lib/libtorchtrt.so", Library().Bytes)).ShouldBeEmpty();

    [Fact]
    public void A_wheel_that_is_linked_to_CUDA_10_2_beside_a_pin_of_11_is_refused_as_in_697()
    {
        files["dev_dep_versions.yml"] = "__cuda_version__: \"11.3\"\n";

        Judged(Wheel().With("torch_tensorrt/_C.so", Library().Needing("libcudart.so.10.2").Bytes)).ShouldBe(
        [
            "TR5222: wheel: torch_tensorrt/_C.so: this is linked to libcudart.so.10.2. Expected: the CUDA 11.3 of dev_dep_versions.yml:1",
        ]);
    }

    [Fact]
    public void A_wheel_that_needs_symbols_of_another_PyTorch_is_refused_as_in_1002()
    {
        var torch = Torch("_ZN3c106detail14torchCheckFailEPKcS2_jS2_");

        Judged(Wheel().With("torch_tensorrt/lib/libtorchtrt.so", Library().Using("_ZN3c106detail14torchCheckFailEPKcS2_jS2_", "_ZN3c1019UndefinedTensorImpl10_singletonE").Bytes), torch).ShouldBe(
        [
            "TR5224: wheel: torch_tensorrt/lib/libtorchtrt.so: this needs 1 symbols of PyTorch that /opt/libtorch does not have: _ZN3c1019UndefinedTensorImpl10_singletonE. Expected: symbols of /opt/libtorch",
        ]);
    }

    [Fact]
    public void A_wheel_whose_PyTorch_moved_a_function_since_is_refused_as_in_3031()
    {
        // A parameter became a reference: another name, seen only when the library is loaded.
        var torch = Torch("_ZN5torch3jit17parseSchemaOrNameERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEEb");
        const string Before = "_ZN5torch3jit17parseSchemaOrNameERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE";

        Judged(Wheel().With("torch_tensorrt/lib/libtorchtrt.so", Library().Using(Before).Bytes), torch).ShouldHaveSingleItem().ShouldStartWith("TR5224: ");
    }

    [Fact]
    public void A_wheel_that_lost_its_requirement_of_TensorRT_is_refused_as_in_2110()
        => Judged(new WheelBuilder(Name).Requiring("torch>=2.13.0,<2.14.0")).ShouldBe(
        [
            "TR5223: wheel: torch_tensorrt-2.13.0.dist-info/METADATA: its METADATA does not require TensorRT. Expected: 10.16.1, as setup.py:3 declares",
        ]);

    [Fact]
    public void A_requirement_of_another_PyTorch_is_refused()
        => Judged(new WheelBuilder(Name).Requiring("torch>=2.12.0,<2.13.0", "tensorrt-cu13>=10.16.1,<10.17.0")).ShouldBe(
        [
            "TR5223: wheel: torch_tensorrt-2.13.0.dist-info/METADATA: its METADATA requires torch>=2.12.0,<2.13.0. Expected: what takes PyTorch 2.13.0, as setup.py:2 declares",
        ]);

    /// <summary>As in METADATA of v2.8.0.</summary>
    [Fact]
    public void What_a_Jetson_requires_is_not_this_wheels()
        => Judged(new WheelBuilder(Name).Requiring("torch>=2.13.0,<2.14.0", "tensorrt-cu13>=10.16.1,<10.17.0", "tensorrt<10.4.0,>=10.3.0; platform_machine == \"aarch64\" and \"tegra\" in platform_release")).ShouldBeEmpty();

    [Fact]
    public void The_RTX_variant_requires_its_own_TensorRT()
        => Judged(new WheelBuilder("torch_tensorrt_rtx-2.13.0-cp313-cp313-linux_x86_64.whl").Requiring("torch>=2.13.0", "tensorrt_rtx>=1.4.0.76")).ShouldBeEmpty();

    [Fact]
    public void A_CUDA_in_the_wheels_own_version_counts_more_than_the_pin()
        => Judged(new WheelBuilder("torch_tensorrt-2.13.0+cu126-cp313-cp313-linux_x86_64.whl").Requiring("torch>=2.13.0", "tensorrt").With("torch_tensorrt/a.so", Library().Needing("libcudart.so.12").Bytes)).ShouldBeEmpty();

    [Fact]
    public void The_system_must_be_as_old_as_the_tag_says()
        => Judged(Wheel().With("torch_tensorrt/a.so", new ElfBuilder().Needing("libc.so.6").Asking("libc.so.6", "GLIBC_2.34", "GLIBC_2.38").Asking("libstdc++.so.6", "GLIBCXX_3.4.30", "CXXABI_1.3.13").Bytes)).ShouldBe(
        [
            "TR5220: wheel: torch_tensorrt/a.so: this asks the system for GLIBC_2.38, GLIBCXX_3.4.30. Expected: at most what manylinux_2_34 has: GLIBC_2.34, GLIBCXX_3.4.29",
        ]);

    [Fact]
    public void Libraries_that_a_system_need_not_have_are_refused_and_those_of_the_project_are_not()
        => Judged(Wheel().With("torch_tensorrt/a.so", Library().Needing("libtorch.so", "libnvinfer.so.10", "libgomp-a34b3233.so.1", "libcudnn_ops.so.9", "libtorchtrt.so", "libpython3.13.so.1.0", "libyaml-cpp.so.0.7").Bytes).With("torch_tensorrt/lib/libtorchtrt.so", Library().Bytes)).ShouldBe(
        [
            "TR5221: wheel: torch_tensorrt/a.so: this is linked to libpython3.13.so.1.0. Expected: libraries of manylinux_2_34, of the wheel itself, of PyTorch, CUDA or TensorRT",
            "TR5221: wheel: torch_tensorrt/a.so: this is linked to libyaml-cpp.so.0.7. Expected: libraries of manylinux_2_34, of the wheel itself, of PyTorch, CUDA or TensorRT",
        ]);

    [Fact]
    public void Names_that_some_builds_of_zlib_keep_to_themselves_are_refused_up_to_the_tag_whose_systems_all_give_them_away()
    {
        var library = Library().Needing("libz.so.1").Using("inflate", "_tr_init", "uncompress2", "crc32_combine_op").Bytes;

        Judged(Wheel().With("torch_tensorrt/a.so", library)).ShouldBe(
            ["TR5231: wheel: torch_tensorrt/a.so: this uses _tr_init, crc32_combine_op. Expected: names that every system of manylinux_2_34 gives away"]);
    }

    [Fact]
    public void A_name_of_zlib_is_free_to_those_who_are_not_linked_to_zlib()
        => Judged(Wheel().With("torch_tensorrt/a.so", Library().Using("_tr_init").Bytes)).ShouldBeEmpty();

    [Fact]
    public void A_wheel_that_claims_no_manylinux_may_be_linked_to_what_it_likes()
        => Judged(new WheelBuilder("torch_tensorrt-2.13.0-cp313-cp313-linux_x86_64.whl").Requiring("torch", "tensorrt").With("torch_tensorrt/a.so", Library().Needing("libyaml-cpp.so.0.7").Bytes)).ShouldBeEmpty();

    [Fact]
    public void Two_C_plus_plus_ABIs_in_one_wheel_are_refused()
        => Judged(Wheel()
            .With("torch_tensorrt/a.so", Library().Using("_ZN3c105ErrorC1ENSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE").Bytes)
            .With("torch_tensorrt/b.so", Library().Using("_ZN3c105ErrorC1ESs").Bytes)).ShouldBe(
            [
                "TR5225: wheel: torch_tensorrt/b.so: its names have the std::string of _GLIBCXX_USE_CXX11_ABI=0, for example _ZN3c105ErrorC1ESs. Expected: _GLIBCXX_USE_CXX11_ABI=1, as the first of its objects has it",
            ]);

    [Theory]
    [InlineData("_ZN3c105ErrorC1ESs", StringAbi.PreCxx11)]
    [InlineData("_ZN2at8toStringERKSs", StringAbi.PreCxx11)]
    [InlineData("_ZNK5torch7PickleSs4nameEv", StringAbi.None)]
    [InlineData("_ZN14torch_tensorrt4core8GetBuildENSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE", StringAbi.Cxx11)]
    [InlineData("_ZN4llvm5ErrorC1ESs", StringAbi.None)]
    public void Names_tell_which_string_they_carry(string name, StringAbi strings) => Mangled.Strings(name).ShouldBe(strings);

    [Fact]
    public void Paths_of_the_building_machine_are_refused()
        => Judged(Wheel().With("torch_tensorrt/a.so", Library().RunningFrom("$ORIGIN/../torch/lib:/opt/conda/lib").Holding("/root/.cache/bazel/_bazel_root/x/core/ir.cpp").Bytes)).ShouldBe(
        [
            "TR5226: wheel: torch_tensorrt/a.so: its run path leads to /opt/conda/lib. Expected: run paths that begin with $ORIGIN",
            "TR5226: wheel: torch_tensorrt/a.so: it holds a path of the machine that built it, /root/.cache/bazel/_bazel_root/x/core/ir.cpp. Expected: no absolute paths",
        ]);

    [Fact]
    public void Another_processor_and_a_broken_object_are_refused()
        => Judged(Wheel().With("torch_tensorrt/a.so", ElfBuilderFor(ElfMachine.AArch64).Bytes).With("torch_tensorrt/b.so", [.. "\u007fELF"u8, 9])).Select(text => text[..6]).ShouldBe(["TR5229", "TR5228"]);

    [Fact]
    public void A_wheel_above_its_budget_is_refused()
        => Judged(Wheel(), budget: 100).ShouldHaveSingleItem().ShouldStartWith("TR5227: wheel: it is ");

    [Fact]
    public void RECORD_vouches_for_every_file_and_for_nothing_else()
        => Judged(Wheel().With("torch_tensorrt/a.py", "1"u8.ToArray()).WithUnrecorded("torch_tensorrt/b.py", "2").WithRecord(text => text.Replace("torch_tensorrt/__init__.py,sha256=", "torch_tensorrt/__init__.py,sha256=x", StringComparison.Ordinal) + "gone.py,sha256=abc,3\n")).ShouldBe(
        [
            "TR5211: wheel: torch_tensorrt/__init__.py: this file is not the one that RECORD has the digest of. Expected: sha256=AbpHGcgLMh-ofbliH2mN_uWiINYGxe7bo31zIFDA6kM".Replace("AbpHGcgLMh-ofbliH2mN_uWiINYGxe7bo31zIFDA6kM", OfInit, StringComparison.Ordinal),
            "TR5211: wheel: gone.py: RECORD names this file, which is not there. Expected: the files of the wheel",
            "TR5211: wheel: torch_tensorrt/b.py: RECORD does not name this file. Expected: every file",
        ]);

    [Fact]
    public void The_tags_inside_are_those_of_the_name()
        => Judged(Wheel().Tagged("Tag: cp313-cp313-linux_x86_64")).ShouldBe(
        [
            "TR5210: wheel: torch_tensorrt-2.13.0.dist-info/WHEEL: it is tagged cp313-cp313-linux_x86_64. Expected: cp313-cp313-manylinux_2_34_x86_64, as in its name",
        ]);

    [Fact]
    public void Entry_points_that_nothing_can_load_are_refused()
        => Judged(Wheel().WithInfo("entry_points.txt", "[console_scripts]\ngood = torch_tensorrt.cli:main\nbad = rm -rf\n")).ShouldHaveSingleItem().ShouldContain("'bad = rm -rf' is no entry point");

    [Fact]
    public void An_interpreter_in_between_and_one_on_one_platform_are_missed()
        => WheelExam.Gaps([.. new[] { "cp310-cp310-linux_x86_64", "cp312-cp312-linux_x86_64", "cp310-cp310-linux_aarch64", "cp311-cp311-linux_aarch64", "cp312-cp312-linux_aarch64" }.Select(tag => WheelFileName.Read($"torch_tensorrt-2.13.0-{tag}.whl")!)])
            .Select(error => error.What).ShouldBe(["there is no wheel of 2.13.0 for cp311 on linux_x86_64."]);

    private static string OfInit { get; } = RecordFile.Hash(System.Security.Cryptography.SHA256.HashData("\n"u8))["sha256=".Length..];

    private static WheelBuilder Wheel() => new WheelBuilder(Name).Requiring("torch>=2.13.0,<2.14.0", "tensorrt>=10.16.1,<10.17.0");

    private static ElfBuilder Library() => ElfBuilderFor(ElfMachine.X8664);

    private static ElfBuilder ElfBuilderFor(ElfMachine machine) => new ElfBuilder { Machine = machine }.Needing("libc.so.6").Asking("libc.so.6", "GLIBC_2.17");

    private static TorchExports Torch(params string[] exports) => TorchExports.Read("/opt/libtorch", [("libtorch_cpu.so", new MemoryBytes(new ElfBuilder().Defining(exports).Bytes))]);

    /// <summary>Code, place, what and expected of each finding, without what is the same in all.</summary>
    private IReadOnlyList<string> Judged(WheelBuilder wheel, TorchExports? torch = null, long budget = long.MaxValue)
    {
        var expected = Expectations.Of(files, torch, null) with { SizeBudget = budget };
        var contents = WheelContents.Read(wheel.FileName, new MemoryBytes(wheel.Bytes), () => new ScratchMemory(), expected.BuildRoots, ArchiveLimits.Release, CancellationToken.None);
        return [.. WheelExam.Of(contents, "wheel", ReleaseVersion.Parse("2.13.0"), expected).Select(error => $"{error.Code}: {error.Where}: {error.What.Split("cannot be released: ")[1].TrimEnd('.')}. Expected: {error.Expected}")];
    }
}
