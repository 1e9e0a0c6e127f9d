using System.Diagnostics;

namespace Build.Tests.Doors;

/// <summary>The real program as a process of its own.</summary>
public sealed class RealProgram
{
    [Fact]
    public void A_refusal_is_one_line_on_standard_error_and_exit_code_1()
    {
        var (exitCode, output, errors) = Run("--verison=1.2.0");

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldBe("TR1901: there is no option '--verison'. Next: did you mean --version?\n");
    }

    [Fact]
    public void An_unknown_target_is_one_line_on_standard_error_and_exit_code_1()
    {
        var (exitCode, _, errors) = Run("--target=Defalt");

        exitCode.ShouldBe(1);
        errors.ShouldStartWith("TR9001: there is no target 'Defalt'.");
        errors.ShouldEndWith("Next: did you mean Default?\n");
    }

    [Fact]
    public void Help_prints_targets_and_options()
    {
        var (exitCode, output, _) = Run("--help");

        exitCode.ShouldBe(0);
        output.ShouldContain("--artifacts-from DIR");
        output.ShouldContain("Doctor");
    }

    [Fact]
    public void With_results_on_standard_output_nothing_else_is_there()
    {
        var (exitCode, output, errors) = Run("--target=Doctor", "--format=json", "--output=-");

        exitCode.ShouldBe(0);
        Newtonsoft.Json.Linq.JArray.Parse(output).ShouldNotBeEmpty();
        errors.ShouldContain("== Doctor");
    }

    [Fact]
    public void Output_away_from_a_terminal_is_plain()
        => Run("--target=Default").Output.ShouldNotContain("\u001b");

    [Fact]
    public void On_github_the_log_folds()
        => Run(new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true" }, "--target=Default").Output.ShouldSatisfyAllConditions(
            output => output.ShouldContain("::group::Default\n"),
            output => output.ShouldContain("::endgroup::\n"));

    [Fact]
    public void A_secret_from_the_environment_is_not_shown()
        => Run(new Dictionary<string, string> { ["GITHUB_TOKEN"] = "s3cr3t-value" }, "--target=s3cr3t-value").Errors.ShouldSatisfyAllConditions(
            errors => errors.ShouldContain("***"),
            errors => errors.ShouldNotContain("s3cr3t"));

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments) => Run([], arguments);

    private static (int ExitCode, string Output, string Errors) Run(Dictionary<string, string> environment, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "torch-tensorrt-release.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in new[] { "GITHUB_TOKEN", "GH_TOKEN", "GITHUB_ACTIONS" }) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
