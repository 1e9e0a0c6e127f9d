namespace TorchTrt.Release.Perf;

/// <summary>How much a release wants a measurement; the words of checklist step 5.</summary>
public enum Priority
{
    P0,
    P1,
    P2,
    P4,
}

/// <summary>What one request to a model looks like.</summary>
/// <param name="Tensors">Shape of each input tensor of one sample; the batch goes before it.</param>
/// <param name="Priority">The checklist marks some shapes; the others are <see cref="Priority.P0"/>.</param>
public sealed record PerfInput(IReadOnlyList<TensorShape> Tensors, Priority Priority = Priority.P0)
{
    /// <summary>For names of files and tables: <c>3x224x224</c>, <c>128+128</c>.</summary>
    public override string ToString() => string.Join('+', Tensors);
}

/// <summary>Dimensions of one tensor, without the batch.</summary>
public sealed record TensorShape(params IReadOnlyList<int> Dimensions)
{
    public override string ToString() => string.Join('x', Dimensions);
}

/// <param name="Key">For command lines and names of files; known to the program that measures.</param>
/// <param name="Name">As the checklist spells it.</param>
public sealed record PerfModel(string Key, string Name, IReadOnlyList<PerfInput> Inputs);

/// <summary>What runs the model.</summary>
/// <param name="Key">For names of files; known to the program that measures.</param>
/// <param name="UsualSeconds">A cell's time, building included, until one was measured.</param>
public sealed record PerfFramework(string Key, string Name, double UsualSeconds);

/// <summary>A kind of GPU.</summary>
/// <param name="Key">For command lines and names of files.</param>
/// <param name="Names">Texts of which one stands, as a word, in the name that the driver gives such a GPU.</param>
/// <param name="Batches">Batch sizes to measure on it.</param>
public sealed record PerfDevice(string Key, string Name, IReadOnlyList<string> Names, Priority Priority, IReadOnlyList<int> Batches);

/// <summary>One report of the checklist: which devices it is about.</summary>
/// <param name="File">Name of its files, without what tells the format.</param>
public sealed record PerfReportKind(string File, string Title, IReadOnlyList<PerfDevice> Devices);

/// <summary>
/// The performance matrix of checklist step 5. To add a model, a shape, a framework or a device, add it here;
/// a new model or framework also needs its few lines in <c>build/Perf/perf_cell.py</c>.
/// </summary>
public static class PerfCatalog
{
    private static readonly IReadOnlyList<int> Usual = [1, 4, 8, 16, 32];

    private static readonly IReadOnlyList<int> Extended = [.. Usual, 64, 128, 256, 512, 1024];

    private static readonly IReadOnlyList<PerfInput> Images =
        [new([new TensorShape(3, 224, 224)]), new([new TensorShape(3, 1920, 1080)], Priority.P2)];

    private static readonly PerfDevice A100 = new("a100", "A100", ["A100"], Priority.P0, Usual);

    /// <summary>Whole or as a MIG slice; it has the batch sizes of the T4.</summary>
    private static readonly PerfDevice A30 = new("a30", "A30", ["A30"], Priority.P1, Extended);

    private static readonly PerfDevice T4 = new("t4", "T4", ["T4"], Priority.P1, Extended);

    private static readonly PerfDevice Jetson = new("jetson", "Jetson", ["Jetson", "Orin", "Xavier", "Thor"], Priority.P4, Usual);

    /// <summary>The checklist writes BERT's input as <c>[2, 128], [2, 128]</c>: token ids and mask; its 2 is the batch that the batch sizes replace.</summary>
    public static IReadOnlyList<PerfModel> Models { get; } =
    [
        new("bert", "BERT", [new([new TensorShape(128), new TensorShape(128)])]),
        new("efficientnet-b0", "EfficientNet B0", Images),
        new("vit", "ViT", Images),
        new("resnet50", "ResNet50", Images),
    ];

    /// <summary>The checklist's three; PyTorch both as it is and through <c>torch.compile</c>.</summary>
    public static IReadOnlyList<PerfFramework> Frameworks { get; } =
        [new("pytorch", "PyTorch", 10), new("torch-compile", "PyTorch compiled", 40), new("torch-tensorrt", "Torch-TensorRT", 60), new("onnx-trt", "ONNX + TRT", 60)];

    /// <summary>What the others are compared with.</summary>
    public static PerfFramework Eager => Frameworks[0];

    /// <summary>What a release is measured on.</summary>
    public static IReadOnlyList<PerfDevice> Devices { get; } = [A100, A30, T4, Jetson];

    /// <summary>Any other GPU: not asked for by the checklist, measured when it is named.</summary>
    public static PerfDevice Other { get; } = new("other", "other GPU", [], Priority.P4, Usual);

    /// <summary>"One PBR for A100, and one PBR for T4 + A30"; what is nice to have goes into a report of its own.</summary>
    public static IReadOnlyList<PerfReportKind> Reports { get; } =
    [
        new("perf-report-a100", "A100", [A100]),
        new("perf-report-t4-a30", "T4 and A30", [T4, A30]),
        new("perf-report-others", "other devices", [Jetson, Other]),
    ];

    /// <summary>The device a GPU is, by the name its driver gives it; <see cref="Other"/> when it is none of them.</summary>
    public static PerfDevice DeviceOf(string gpuName)
    {
        var words = gpuName.Split([' ', '-', '(', ')', '/', '_'], StringSplitOptions.RemoveEmptyEntries);
        return Devices.FirstOrDefault(device => device.Names.Any(name => words.Contains(name, StringComparer.OrdinalIgnoreCase))) ?? Other;
    }
}
