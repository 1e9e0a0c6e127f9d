namespace TorchTrt.Release.Pins;

/// <summary>A dependency whose version Torch-TensorRT writes down, one value in many files.</summary>
public enum Pin
{
    Torch,
    TorchVision,
    Cuda,
    Cudnn,
    TensorRt,
    TensorRtRtx,
    TensorRtLlm,
    Pybind,
    Bazel,

    /// <summary>The lowest Python that is supported.</summary>
    PythonFloor,

    /// <summary>The highest Python that wheels are made for.</summary>
    PythonCeiling,
}

/// <summary>The names of the pins.</summary>
public static class PinNames
{
    /// <summary>The dependency's own name, for people.</summary>
    public static string Display(this Pin pin) => pin switch
    {
        Pin.Torch => "PyTorch",
        Pin.TorchVision => "torchvision",
        Pin.Cuda => "CUDA",
        Pin.Cudnn => "cuDNN",
        Pin.TensorRtRtx => "TensorRT-RTX",
        Pin.TensorRtLlm => "TensorRT-LLM",
        Pin.Pybind => "pybind11",
        Pin.Bazel => "Bazel",
        Pin.PythonFloor => "lowest Python",
        Pin.PythonCeiling => "highest Python",
        _ => "TensorRT",
    };

    /// <summary>The option that sets it: <c>--torch</c>.</summary>
    public static string Option(this Pin pin) => $"--{pin.Key()}";

    /// <summary>Its name on the command line and in a pins file: <c>tensorrt-rtx</c>.</summary>
    public static string Key(this Pin pin) => pin switch
    {
        Pin.TensorRtRtx => "tensorrt-rtx",
        Pin.TensorRtLlm => "tensorrt-llm",
        Pin.Pybind => "pybind11",
        Pin.PythonFloor => "python-floor",
        Pin.PythonCeiling => "python-ceiling",
        _ => pin.ToString().ToLowerInvariant(),
    };
}
