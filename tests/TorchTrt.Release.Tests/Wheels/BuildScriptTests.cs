using TorchTrt.Release.Testing;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Tests.Wheels;

public class BuildScriptTests
{
    /// <summary>The shape of v1.2.0's py/ci/build_whl.sh: functions, called one after the other, and the tarball.</summary>
    private const string Functions = """
        #!/bin/bash
        export CXX=g++

        build_py38() {
            /opt/python/cp38-cp38/bin/python setup.py bdist_wheel --release
        }

        build_py39() {
            /opt/python/cp39-cp39/bin/python setup.py bdist_wheel --release
        }

        libtorchtrt() {
            bazel build //:libtorchtrt
            /opt/python/cp38-cp38/bin/python name.py
        }

        build_py38
        build_py39
        libtorchtrt
        """;

    /// <summary>The shape of v1.4.0's: functions that only a manifest chooses.</summary>
    private const string Chosen = """
        #!/bin/bash
        py38() {
            PY_BUILD_CODE=cp38-cp38
            /opt/python/${PY_BUILD_CODE}/bin/python setup.py bdist_wheel
        }

        py39() {
            PY_BUILD_CODE=cp39-cp39
            /opt/python/${PY_BUILD_CODE}/bin/python setup.py bdist_wheel
        }
        """;

    [Fact]
    public void Of_functions_only_that_of_the_interpreter_is_called_and_never_the_tarballs()
    {
        var script = new BuildScript(Functions, []);

        script.Pythons.ShouldBe(["cp38", "cp39"]);
        Called(script.For("cp39-cp39")).ShouldBe(["build_py39"]);
        script.For("cp39-cp39").ShouldContain("export CXX=g++");
    }

    [Fact]
    public void What_a_manifest_chooses_is_called()
    {
        var script = new BuildScript(Chosen, ["py38", "py39", "libtorchtrt_pre_cxx11_abi"]);

        script.Builds.ShouldBeTrue();
        script.Pythons.ShouldBe(["cp38", "cp39"]);
        Called(script.For("cp38-cp38")).ShouldBe(["py38"]);
        new BuildScript(Chosen, []).Builds.ShouldBeFalse();
    }

    [Fact]
    public void A_loop_over_all_interpreters_becomes_one_over_one()
    {
        var script = new BuildScript("for python in /opt/python/cp3*/bin/python; do\n    \"${python}\" setup.py bdist_wheel\ndone\n", []);

        script.Pythons.ShouldBeEmpty();
        script.For("cp311-cp311").ShouldStartWith("for python in /opt/python/cp311-cp311/bin/python; do\n");
    }

    [Fact]
    public void Lines_one_after_the_other_keep_only_those_of_the_interpreter()
        => new BuildScript("cd /workspace/TRTorch/py\n/opt/python/cp35-cp35m/bin/python setup.py bdist_wheel\n/opt/python/cp36-cp36m/bin/python setup.py bdist_wheel\n", [])
            .For("cp36-cp36m").Trim().ShouldBe("cd /workspace/TRTorch/py\n/opt/python/cp36-cp36m/bin/python setup.py bdist_wheel");

    /// <summary>v2.4.0 and later: build_wheel takes a second argument that nobody gives it.</summary>
    [Fact]
    public void A_script_that_was_broken_upstream_builds_nothing()
        => new BuildScript("build_wheel() {\n    pip install tensorrt-${2}-none.whl\n}\n\npy39() {\n    PY_BUILD_CODE=cp39-cp39\n    build_wheel ${PY_DIR}\n}\n", ["py39"]).Builds.ShouldBeFalse();

    [Fact]
    public void Where_a_manifest_chooses_an_older_script_beside_it_is_stale()
    {
        var files = new SitesMemoryWorkspace().With("py/Dockerfile", "FROM a\n").With("py/build_whl.sh", Functions)
            .With("py/ci/Dockerfile.ci", "FROM b\n").With("py/ci/build_whl.sh", Chosen).With("py/ci/build_manifest.txt", "py38\npy39\n");

        WheelRecipe.Find(files).ShouldNotBeNull().Script.ShouldBe("py/ci/build_whl.sh");
    }

    private static IEnumerable<string> Called(string script) => script.Split('\n').Where(line => line.Length > 0 && char.IsAsciiLetter(line[0]) && !line.Contains(' ', StringComparison.Ordinal) && !line.Contains("()", StringComparison.Ordinal));
}
