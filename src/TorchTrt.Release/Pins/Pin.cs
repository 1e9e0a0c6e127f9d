namespace TorchTrt.Release.Pins;

/// <summary>A dependency whose version Torch-TensorRT writes down, one value in many files.</summary>
public enum Pin
{
    Torch,
    TorchVision,
    Cuda,
    Cudnn,
    TensorRt,
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
        _ => "TensorRT",
    };

    /// <summary>The option that sets it: <c>--torch</c>.</summary>
    public static string Option(this Pin pin) => pin == Pin.TensorRt ? "--tensorrt" : $"--{pin.ToString().ToLowerInvariant()}";
}
