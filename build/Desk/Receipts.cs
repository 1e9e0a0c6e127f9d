using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>Receipts as files under <c>state/</c>.</summary>
public sealed class Receipts(ReleaseFolder folder) : IReceipts
{
    public string? Read(string name)
    {
        var path = PathOf(name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(folder.State);
        AtomicText.Write(PathOf(name), text);
    }

    public string PathOf(string name) => Path.Combine(folder.State, name);
}
