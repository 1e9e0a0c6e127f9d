using System.Diagnostics;

namespace TorchTrt.Release.Tests.Docs;

/// <summary>Torch-TensorRT itself, where <c>DOCS_REPOSITORY</c> names a git folder of it.</summary>
internal static class RealRepository
{
    /// <summary>Bytes of a file at a release or at <c>main</c>, which is HEAD; null where it has none.</summary>
    public static byte[]? Read(string release, string path)
    {
        if (Environment.GetEnvironmentVariable("DOCS_REPOSITORY") is not { Length: > 0 } repository)
        {
            Assert.Skip("DOCS_REPOSITORY names no git folder of Torch-TensorRT.");
            return null;
        }

        var commit = release == "main" ? "HEAD" : release;
        using var git = Process.Start(new ProcessStartInfo("git", [$"--git-dir={repository}", "show", $"{commit}:{path}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        git.ErrorDataReceived += (_, _) => { };
        git.BeginErrorReadLine();
        using var bytes = new MemoryStream();
        git.StandardOutput.BaseStream.CopyTo(bytes);
        git.WaitForExit();
        return git.ExitCode == 0 ? bytes.ToArray() : null;
    }
}
