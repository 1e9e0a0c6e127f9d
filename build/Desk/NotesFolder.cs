using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>Release notes that the forge's page has no room for lie beside <c>out/</c>, because the page names the files in <c>out/</c> with their digests.</summary>
public sealed class NotesFolder(ReleaseFolder folder)
{
    private readonly string root = Path.Combine(folder.Root, "notes");

    public string PathOf(string name) => Path.Combine(root, name);

    public Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel) => new OutFolder(root).Files(cancel);

    /// <summary>Makes the folder hold this file and no other; none at all for null.</summary>
    public void Hold(NotesRest? rest)
    {
        if (Directory.Exists(root))
            foreach (var file in Directory.GetFiles(root).Where(file => file != rest?.File.Path)) File.Delete(file);
        if (rest is null) return;
        Directory.CreateDirectory(root);
        File.WriteAllBytes(rest.File.Path, rest.Content);
    }
}

/// <summary>The files that were made and the rest of the notes.</summary>
public sealed class AttachedFiles(IOutFolder made, NotesFolder notes) : IOutFolder
{
    public async Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel) => [.. await made.Files(cancel), .. await notes.Files(cancel)];
}
