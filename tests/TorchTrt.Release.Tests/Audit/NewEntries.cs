using TorchTrt.Release.Audit;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Audit;

/// <summary>Somebody lets CMake carry the version too.</summary>
public class NewEntries
{
    private const string CMake = "cmake_minimum_required(VERSION 3.17)\nproject(Torch-TensorRT VERSION 2.6.0 LANGUAGES CXX)\n";

    /// <summary>The whole of it.</summary>
    private static readonly Site Entry = new ValueSite("CMakeLists.txt", [new(@"^project\(Torch-TensorRT VERSION (?<value>[0-9.]+)", System.Text.RegularExpressions.RegexOptions.Multiline)], version => [$"{version.Final}"], Absence.Fine);

    private static readonly IReadOnlyList<Site> Registry = [.. SiteRegistry.All, Entry];

    [Fact]
    public void One_entry_makes_a_version_bearing_file_audited()
        => Auditor.Run(AuditSubject.Of(Checkout(), ["CMakeLists.txt"]), Registry).ShouldHaveSingleItem().Where.ShouldBe("CMakeLists.txt:2");

    [Fact]
    public void And_bumped()
    {
        var files = Checkout();
        var problems = new List<ReleaseError>();
        var edits = SiteRegistry.Read(Tree.Of(files), Registry, problems).SelectMany(site => site.EditsFor(ReleaseVersion.Parse("2.14.0"), problems));

        files.Write(Edit.Combine(edits));

        problems.ShouldBeEmpty();
        files["CMakeLists.txt"].ShouldBe(CMake.Replace("2.6.0", "2.14.0", StringComparison.Ordinal));
        Auditor.Run(AuditSubject.Of(files, ["CMakeLists.txt"]), Registry).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_audit_can_mend_it_hands_out_as_edits()
    {
        var files = Checkout();

        files.Write(Edit.Combine(Auditor.Run(AuditSubject.Of(files, ["CMakeLists.txt"]), Registry).SelectMany(finding => finding.Repair)));

        files["CMakeLists.txt"].ShouldContain("VERSION 2.14.0 LANGUAGES");
    }

    [Fact]
    public void A_pins_file_sets_dependencies_in_all_their_places()
    {
        var pins = PinRequest.Parse(PinsFile.Read("pins.yml", "# for 2.13\ntorch: \"2.13.0\"\ntensorrt-rtx: 1.5.0.114\npybind11: '2.13.6'\nbazel: 8.4.2\n"u8.ToArray()).Select(pin => (pin.Pin, (string?)pin.Text)));
        var files = new SitesMemoryWorkspace().With("version.txt", "2.13.0a0\n").With("py/requirements.txt", "pybind11==2.6.2\ntorch>=2.12.0,<2.13.0\n")
            .With("pyproject.toml", "    \"pybind11==2.6.2\",\n    \"torchvision>=0.27.0.dev,<0.28.0\",\n").With("setup.py", "        \"tensorrt_rtx>=1.4.0.76,<1.5.0.0\",\n")
            .With("dev_dep_versions.yml", "__tensorrt_rtx_version__: \"1.4.0\"\n").With("third_party/tensorrt_rtx/archive/BUILD", "        \":rtx_win\": \"bin/tensorrt_rtx_1_4.dll\",\n")
            .With(".bazelversion", "8.1.1\n").With("docker/Dockerfile.docs", "ARG BAZEL_VERSION=6.2.1\n");
        var problems = new List<ReleaseError>();

        files.Write(Edit.Combine(PinPlan.Make(Tree.Of(files), pins, problems).Edits));

        problems.ShouldBeEmpty();
        files["py/requirements.txt"].ShouldBe("pybind11==2.13.6\ntorch>=2.13.0,<2.14.0\n");
        files["pyproject.toml"].ShouldBe("    \"pybind11==2.13.6\",\n    \"torchvision>=0.28.0,<0.29.0\",\n");
        files["setup.py"].ShouldBe("        \"tensorrt_rtx>=1.5.0.114,<1.6.0.0\",\n");
        files["dev_dep_versions.yml"].ShouldBe("__tensorrt_rtx_version__: \"1.5.0\"\n");
        files["third_party/tensorrt_rtx/archive/BUILD"].ShouldBe("        \":rtx_win\": \"bin/tensorrt_rtx_1_5.dll\",\n");
        files[".bazelversion"].ShouldBe("8.4.2\n");
        files["docker/Dockerfile.docs"].ShouldBe("ARG BAZEL_VERSION=8.4.2\n");
    }

    [Fact]
    public void What_a_pins_file_does_not_mean_is_refused_all_at_once()
        => Should.Throw<ReleaseException>(() => PinsFile.Read("pins.yml", "torch 2.13.0\ncudnn: 8.9\ntriton: 3.0\ncudnn: 9.0\n"u8.ToArray())).Errors.Select(error => error.Where)
            .ShouldBe(["pins.yml:1", "pins.yml:3", "pins.yml:4"]);

    [Fact]
    public void Addresses_of_archives_are_checked_and_never_written()
    {
        var files = new SitesMemoryWorkspace().With("version.txt", "2.13.0a0\n").With("dev_dep_versions.yml", "__tensorrt_version__: \"10.16.1\"\n")
            .With("MODULE.bazel", "http_archive(\n    name = \"tensorrt\",\n    strip_prefix = \"TensorRT-10.16.1.11\",\n)\n");

        files.Write(Edit.Combine(PinPlan.Make(Tree.Of(files), PinRequest.Parse(null, null, null, "11.0.0"), []).Edits));

        files["MODULE.bazel"].ShouldContain("TensorRT-10.16.1.11");
        Auditor.Run(Tree.Of(files), null).Single(finding => finding.Code == "TR1031").Where.ShouldBe("MODULE.bazel:3");
    }

    private static SitesMemoryWorkspace Checkout() => new SitesMemoryWorkspace().With("version.txt", "2.14.0a0\n").With("CMakeLists.txt", CMake);
}
