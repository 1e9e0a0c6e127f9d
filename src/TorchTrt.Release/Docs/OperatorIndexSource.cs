using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Docs;

/// <summary>What makes the index of supported operators of one checkout. Found by looking, since it changed twice.</summary>
public abstract record OperatorIndexSource(string Name)
{
    /// <summary>The file, since v0.0.3.</summary>
    public const string Path = "docsrc/indices/supported_ops.rst";

    private static readonly string[] ToolFolders = ["tools/supportedops", "cpp/supportedops"];
    private const string Coverage = "py/torch_tensorrt/dynamo/tools/opset_coverage.py";
    private const string Writer = "tools/gen_dynamo_supported_ops.py";

    /// <summary>
    /// <c>//tools/supportedops</c> since v0.3.0, <c>//cpp/supportedops</c> at v0.2.0, nothing before. From v2.12.0 the file lists the Dynamo
    /// converters and has scripts of its own; the checklist's command would put the older TorchScript list over it.
    /// </summary>
    /// <returns>Null when this checkout has no generator.</returns>
    public static OperatorIndexSource? Find(IWorkspace files)
    {
        if (files.Exists(Writer) || ListsDynamo(files)) return new DynamoScripts(Coverage, Writer);
        var folder = ToolFolders.FirstOrDefault(folder => files.Exists($"{folder}/BUILD") || files.Exists($"{folder}/BUILD.bazel"));
        return folder is null ? null : new BazelTool($"//{folder}");
    }

    private static bool ListsDynamo(IWorkspace files)
        => files.Read(Path) is { } content && Encoding.UTF8.GetString(content).Contains("Dynamo converters", StringComparison.Ordinal);
}

/// <summary>A program that takes the absolute path of the file to write: <c>bazel run //tools/supportedops -- PATH</c>.</summary>
public sealed record BazelTool(string Label) : OperatorIndexSource($"bazel run {Label}");

/// <summary>Two Python scripts: the first measures coverage, the second writes the file in its own checkout. Both need an importable torch_tensorrt.</summary>
public sealed record DynamoScripts(string Measure, string Write) : OperatorIndexSource($"python3 {Write}");
