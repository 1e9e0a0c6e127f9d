namespace TorchTrt.Release.Notes;

/// <summary>A person as git names one. Addresses tell people apart and are never printed.</summary>
public sealed record Author(string Name, string Email)
{
    /// <summary>An account that writes commits by itself: <c>dependabot[bot]</c>, <c>… Bot</c>, or an address nobody reads.</summary>
    public bool IsMachine
        => Name.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase)
            || Name.EndsWith(" bot", StringComparison.OrdinalIgnoreCase)
            || Email.StartsWith("noreply@", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A person with every name and address used in a range.</summary>
/// <param name="Name">The one used in the newest commit.</param>
public sealed record Contributor(string Name, IReadOnlyList<Author> Identities);
