namespace Build.Desk;

/// <summary>A folder under the system's temporary folder that goes when it is disposed of.</summary>
public sealed class PassingFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("torch-tensorrt-release-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
