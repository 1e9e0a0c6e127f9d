namespace TorchTrt.Release.Testing;

/// <summary>A temporary folder, gone afterwards.</summary>
public sealed class ToolsFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("tools-test-").FullName;

    public string this[string path] => Path.Combine(Root, path);

    /// <summary>Writes a text file and returns its absolute path.</summary>
    public string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], text);
        return this[path];
    }

    /// <summary>Writes a shell script that can be run, and returns its absolute path.</summary>
    public string Script(string path, string text)
    {
        var script = Write(path, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        return script;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
