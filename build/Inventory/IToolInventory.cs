namespace Build.Inventory;

/// <summary>A program that targets call.</summary>
/// <param name="Command">Name on the PATH.</param>
/// <param name="Version">First line it says about its version; null when it is missing or does not say.</param>
/// <param name="Path">Where it is; null when it is missing.</param>
/// <param name="Package">Distribution package (Debian's names) that brings it.</param>
/// <param name="NeededFor">Targets that call it.</param>
public sealed record ToolFact(string Command, string? Version, string? Path, string Package, string NeededFor);

/// <summary>Looks at the machine. Changes nothing.</summary>
public interface IToolInventory
{
    IReadOnlyList<ToolFact> Look();
}
