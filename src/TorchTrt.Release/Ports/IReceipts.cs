namespace TorchTrt.Release.Ports;

/// <summary>What a step remembers between runs where the world itself cannot show it: small texts in the release's own folder.</summary>
public interface IReceipts
{
    /// <summary>What was written under a name; null when nothing was.</summary>
    string? Read(string name);

    /// <summary>Replaces what was written, atomically.</summary>
    void Write(string name, string text);

    /// <summary>Absolute path of what is written under a name.</summary>
    string PathOf(string name);
}
