using TorchTrt.Release.Applications;

namespace TorchTrt.Release.Tests.Applications;

/// <summary>How programs in C++ are started, on lines of the real ones.</summary>
public sealed class CompiledProgramTests
{
    private const string Runtime = "#include \"torch/script.h\"\nif (argc < 2) { std::cerr << \"usage: samplertapp <path-to-pre-built-trt-ts module>\\n\"; return -1; }";

    [Fact]
    public void Torchtrtc_is_asked_for_help()
        => Start("args::HelpFlag help(parser, \"help\", \"Display this help menu\", {'h', \"help\"});").ShouldBe("--help");

    [Fact]
    public void The_sample_s_torchtrtc_is_asked_for_its_version()
        => Start("if (arguments.front() == \"--version\") {").ShouldBe("--version");

    [Fact]
    public void A_program_that_wants_a_model_takes_the_first_that_another_made()
        => Start(Runtime, gpu: true, "norm.jit", "conv_gelu.jit", "main.cpp").ShouldBe("conv_gelu.jit");

    [Fact]
    public void A_program_that_wants_a_model_is_not_run_without_one()
        => Start(Runtime, gpu: true, "main.cpp").ShouldBe("not: it needs a model");

    [Fact]
    public void Libtorch_is_not_run_without_a_GPU()
        => Start(Runtime, gpu: false, "norm.jit").ShouldBe("not: it needs an NVIDIA GPU");

    [Fact]
    public void A_calibrator_wants_a_model_and_data()
        => Start("if (argc < 3) { std::cerr << \"usage: ptq <path-to-module> <path-to-cifar10>\\n\";", gpu: true, "model.jit.pt").ShouldBe("not: it needs arguments");

    [Fact]
    public void A_program_that_opens_a_file_of_its_own_needs_it()
        => Start("std::string model = \"model.pt2\"; if (argc == 2) model = argv[1];", gpu: true, "inference.cpp").ShouldBe("not: it needs model.pt2, which another program makes");

    [Fact]
    public void Everything_else_is_started_as_it_is() => Start("int main() { return 0; }").ShouldBe("");

    private static string Start(string sources, bool gpu = false, params string[] made) => CompiledProgram.Of(sources, made, gpu) switch
    {
        CompiledProgram.Started started => string.Join(' ', started.Arguments),
        CompiledProgram.NotStarted not => $"not: {not.Reason}",
        _ => "?",
    };
}
