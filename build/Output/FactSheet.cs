namespace Build.Output;

/// <summary>One line of the sheet that opens a run.</summary>
public sealed record Fact(string Label, string Value);

/// <summary>Knows facts worth seeing before anything happens. Only reads. Register one to add lines to the sheet.</summary>
public interface IFactSource
{
    IReadOnlyList<Fact> Facts();
}

public static class FactSheet
{
    /// <summary>Labels and values in two aligned columns.</summary>
    public static string Render(IReadOnlyList<Fact> facts)
    {
        var width = facts.Select(fact => fact.Label.Length).DefaultIfEmpty().Max();
        return string.Join('\n', facts.Select(fact => $"{fact.Label.PadRight(width)}  {fact.Value}"));
    }
}
