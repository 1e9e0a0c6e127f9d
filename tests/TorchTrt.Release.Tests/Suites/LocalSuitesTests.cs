using TorchTrt.Release.Suites;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Suites;

/// <summary>What step 2 of the checklist runs in each era, on trees as they were.</summary>
public sealed class LocalSuitesTests
{
    private const string AllLabels = """
        test_suite(name = "tests")
        test_suite(name = "required_and_optional_tests")
        test_suite(name = "aarch64_tests")
        test_suite(name = "required_and_optional_aarch64_tests")
        test_suite(name = "cpp_api_tests")
        test_suite(name = "python_api_tests")
        test_suite(name = "python_required_and_optional_tests")
        """;

    private const string OldLabels = """
        test_suite(name = "tests")
        test_suite(name = "required_and_optional_tests")
        test_suite(name = "python_api_tests")
        """;

    [Fact]
    public Task In_v0_1_0_Bazel_runs_everything() => Expect(
        OldLabels, ["tests/py/BUILD", "tests/py/test_api.py", "tests/py/test_to_backend_api.py"], "x86_64",
        "Required: bazel test //tests:tests",
        "Python API: bazel test //tests:python_api_tests",
        "Optional: bazel test //tests:required_and_optional_tests");

    [Fact]
    public Task In_v1_1_0_Bazel_has_suites_of_its_own_for_aarch64() => Expect(
        AllLabels, ["tests/py/BUILD", "tests/py/test_api.py", "tests/py/test_to_backend_api.py"], "aarch64",
        "Required: bazel test //tests:aarch64_tests",
        "Python API: bazel test //tests:python_api_tests",
        "Optional: bazel test //tests:required_and_optional_aarch64_tests; bazel test //tests:python_required_and_optional_tests");

    [Fact]
    public Task From_v1_2_0_on_the_suites_of_Python_lead_nowhere_and_pytest_runs_what_they_meant() => Expect(
        AllLabels, ["tests/py/BUILD", "tests/py/api/test_classes.py", "tests/py/hw/test_multi_gpu.py", "tests/py/integrations/test_to_backend_api.py", "tests/py/models/test_models.py", "tests/py/utils.py"], "x86_64",
        "Required: bazel test //tests:tests",
        "Python API: pytest tests/py/api",
        "Optional: bazel test //tests:required_and_optional_tests; pytest tests/py/hw; pytest tests/py/integrations; pytest tests/py/models");

    [Fact]
    public Task In_v2_6_0_dynamo_is_required_too() => Expect(
        AllLabels,
        [
            "tests/py/core/test_classes.py", "tests/py/dynamo/backend/test_backend_compiler.py", "tests/py/dynamo/conversion/test_add_aten.py", "tests/py/dynamo/lowering/test_decompositions.py",
            "tests/py/dynamo/models/test_models.py", "tests/py/dynamo/partitioning/test_fast_partitioning.py", "tests/py/dynamo/runtime/test_000_compiler_utils.py", "tests/py/dynamo/testing_utilities.py",
            "tests/py/ts/BUILD", "tests/py/ts/api/test_classes.py", "tests/py/ts/hw/test_multi_gpu.py", "tests/py/ts/models/test_models.py",
        ],
        "x86_64",
        "Required: bazel test //tests:tests; pytest tests/py/dynamo/conversion; pytest tests/py/dynamo/lowering; pytest tests/py/dynamo/partitioning; pytest tests/py/dynamo/runtime",
        "Python API: pytest tests/py/ts/api; pytest tests/py/core",
        "Optional: bazel test //tests:required_and_optional_tests; pytest tests/py/dynamo/backend; pytest tests/py/dynamo/models; pytest tests/py/ts/hw; pytest tests/py/ts/models");

    [Fact]
    public Task From_v2_14_0_on_the_project_lists_its_suites_itself() => Expect(
        AllLabels, ["tests/ci/__main__.py", "tests/ci/suites.py", "tests/py/core/test_classes.py", "tests/py/dynamo/conversion/test_add_aten.py", "tests/py/ts/BUILD", "tests/py/ts/api/test_classes.py"], "x86_64",
        "Required: bazel test //tests:tests; python -m tests.ci run-lane --tier l0 --variant standard",
        "Python API: python -m tests.ci run py-core --variant standard; python -m tests.ci run ts-api --variant standard",
        "Optional: bazel test //tests:required_and_optional_tests; python -m tests.ci run-lane --tier l1 --variant standard; python -m tests.ci run-lane --tier l2 --variant standard");

    [Fact]
    public async Task A_checkout_without_tests_has_no_suite()
        => (await LocalSuites.Of(new SitesMemoryWorkspace().With("version.txt", "2.0.0"), "x86_64", default)).ShouldBeEmpty();

    private static async Task Expect(string labels, string[] paths, string platform, params string[] suites)
    {
        var checkout = new SitesMemoryWorkspace().With("tests/BUILD", labels);
        foreach (var path in paths) checkout.With(path, "");

        (await LocalSuites.Of(checkout, platform, default)).Select(suite => $"{suite.Title.Replace($" Tests ({platform})", "", StringComparison.Ordinal)}: {string.Join("; ", suite.Commands)}").ShouldBe(suites);
    }
}
