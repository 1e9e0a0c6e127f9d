namespace Build.CommandLine;

/// <summary>The folders everything else is relative to.</summary>
/// <param name="Home">Root of this repository.</param>
/// <param name="Current">Where the caller stands; relative paths on the command line start here.</param>
public sealed record DeskFolders(string Home, string Current)
{
    /// <summary>Looks upwards from the program for the solution file.</summary>
    public static DeskFolders OfThisProcess()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TorchTensorRT.Release.slnx"))) return new DeskFolders(folder.FullName, Environment.CurrentDirectory);
        }

        throw new TorchTrt.Release.ReleaseException(new TorchTrt.Release.ReleaseError(
            "TR9010", $"the program runs outside its repository, in {AppContext.BaseDirectory}.", "start it through build.sh."));
    }

    public string Absolute(string path) => Path.GetFullPath(path, Current);
}
