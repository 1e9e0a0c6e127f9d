namespace TorchTrt.Tests.Shared;

/// <summary>Data that lies outside this repository.</summary>
internal static class ChangelogData
{
    /// <summary>Folder with the history and the golden sections, beside this repository; null where it is not there.</summary>
    public static string? Corpus()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var corpus = Path.Combine(folder.FullName, "shared", "data", "changelog");
            if (Directory.Exists(corpus)) return corpus;
        }

        return null;
    }
}
