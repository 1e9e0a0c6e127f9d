namespace TorchTrt.Release.Testing;

/// <summary>What other machines built for the sample's next release: every file of its catalog, by name.</summary>
public static class BuiltElsewhere
{
    private static readonly string[] Names = ["libtorchtrt.tar.gz", .. new[] { "37-cp37m", "38-cp38", "39-cp39", "310-cp310" }.Select(tag => $"torch_tensorrt-1.1.0-cp{tag}-linux_x86_64.whl")];

    /// <summary>Puts the files into the release's <c>out</c>.</summary>
    public static void Into(string releaseFolder)
    {
        var files = Directory.CreateDirectory(Path.Combine(releaseFolder, "out")).FullName;
        foreach (var name in Names) File.WriteAllBytes(Path.Combine(files, name), name.EndsWith(".whl", StringComparison.Ordinal) ? new WheelBuilder(name).Bytes : System.Text.Encoding.UTF8.GetBytes($"what another machine built as {name}"));
    }
}
