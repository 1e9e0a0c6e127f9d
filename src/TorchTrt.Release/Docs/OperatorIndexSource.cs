using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Docs;

/// <summary>What makes the index of supported operators of one checkout. Found by looking, since it changed twice.</summary>
/// <param name="Name">The command as people know it.</param>
public abstract record OperatorIndexSource(string Name)
{
    /// <summary>The file, since v0.0.3.</summary>
    public const string Path = "docsrc/indices/supported_ops.rst";

    private static readonly string[] ToolFolders = ["tools/supportedops", "cpp/supportedops"];
    private static readonly string[] Sources = ["core/", "tools/", "cpp/supportedops/", "py/torch_tensorrt/dynamo/"];
    private const string Coverage = "py/torch_tensorrt/dynamo/tools/opset_coverage.py";
    private const string Writer = "tools/gen_dynamo_supported_ops.py";

    /// <summary>Which frontend it lists.</summary>
    public abstract OperatorKind Kind { get; }

    /// <summary>
    /// <c>//tools/supportedops</c> since v0.3.0, <c>//cpp/supportedops</c> at v0.2.0, nothing before. From v2.12.0 the file lists the Dynamo
    /// converters and has scripts of its own; the checklist's command would put the older TorchScript list over it.
    /// </summary>
    /// <param name="prebuilt">Absolute path of a supportedops program that is taken instead of building one; null builds it.</param>
    /// <returns>Null when this checkout has no generator.</returns>
    public static OperatorIndexSource? Find(IWorkspace files, string? prebuilt)
    {
        if (prebuilt is not null) return new PrebuiltTool(prebuilt);
        if (files.Exists(Writer)) return new DynamoScripts(Coverage, Writer);
        var folder = ToolFolders.FirstOrDefault(folder => files.Exists($"{folder}/BUILD") || files.Exists($"{folder}/BUILD.bazel"));
        return folder is null ? null : new BazelTool($"//{folder}");
    }

    /// <summary>Whether a list depends on this file: converters and generators, not version or documentation.</summary>
    public static bool IsSource(string path) => Sources.Any(start => path.StartsWith(start, StringComparison.Ordinal));
}

/// <summary>A program that takes the absolute path of the file to write: <c>bazel run //tools/supportedops -- PATH</c>.</summary>
public sealed record BazelTool(string Label) : OperatorIndexSource($"bazel run {Label}")
{
    public override OperatorKind Kind => OperatorKind.TorchScript;
}

/// <summary>The same program, built before.</summary>
/// <param name="Program">Its absolute path.</param>
public sealed record PrebuiltTool(string Program) : OperatorIndexSource(Program)
{
    public override OperatorKind Kind => OperatorKind.TorchScript;
}

/// <summary>Two Python scripts: the first measures coverage, the second writes the file in its own checkout. Both need an importable torch_tensorrt.</summary>
public sealed record DynamoScripts(string Measure, string Write) : OperatorIndexSource($"python3 {Write}")
{
    public override OperatorKind Kind => OperatorKind.Dynamo;
}
