using TorchTrt.Release.Suites;

namespace Build.Tests.Adapters.Builds;

/// <summary>Step 2 with a real Bazel on the sample: its tests in C++.</summary>
public sealed class SuiteStories(SampleWithBazel sample) : IClassFixture<SampleWithBazel>, IAsyncLifetime
{
    private const string Source = "tests/core/test_operator_support.cpp";

    public async ValueTask InitializeAsync() => await sample.BringBack();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_required_tests_of_the_sample_are_green()
    {
        var result = await sample.Suite(new BazelTests("//tests:tests"));

        result.Problems.ShouldBeEmpty();
        result.Tests.ShouldBe(new TestTally(1, 0, 0));
    }

    [Fact]
    public async Task A_test_that_fails_at_the_commit_makes_its_suite_red()
    {
        sample.Edit(Source, "!check_method_operator_support({\"aten::rel\"})", "check_method_operator_support({\"aten::rel\"})");
        sample.Commit("fix: take prefixes of operators for operators");

        var result = await sample.Suite(new BazelTests("//tests:tests"));

        result.Tests.ShouldBe(new TestTally(0, 1, 0));
        result.Problems.ShouldHaveSingleItem().ShouldStartWith("bazel test //tests:tests failed with 3 (0 passed, 1 failed, 0 skipped");
    }

    [Fact]
    public async Task What_is_edited_and_not_committed_is_not_tested()
    {
        sample.Edit(Source, "int failures = 0;", "int failures = 1;");

        (await sample.Suite(new BazelTests("//tests:tests"))).IsGreen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_suite_without_a_test_is_not_green()
    {
        sample.Edit("tests/BUILD", "tests = [\":tests\"],", "");
        sample.Commit("test: leave out what takes long");

        (await sample.Suite(new BazelTests("//tests:required_and_optional_tests"))).IsGreen.ShouldBeFalse();
    }
}
