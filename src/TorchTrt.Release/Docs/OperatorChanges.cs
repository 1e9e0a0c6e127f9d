namespace TorchTrt.Release.Docs;

/// <summary>An operator that both indexes list under one name with another schema.</summary>
public sealed record OperatorSchemaChange(string Name, string Before, string After);

/// <summary>An operator that the last release supported and this one does not: a breaking change.</summary>
/// <param name="Reason">Why it may go; null where nobody said so.</param>
public sealed record RemovedOperator(string Name, string Schema, string? Reason);

/// <summary>Leave for operators to go, and why.</summary>
/// <param name="Operator">Its name as the index spells it: <c>aten::elu</c>.</param>
public sealed record OperatorWaiver(string Operator, string Reason);

/// <summary>What became of the supported operators since the last release, each list in the order of names. For release notes.</summary>
public sealed record OperatorChanges(
    IReadOnlyList<Operator> Added, IReadOnlyList<RemovedOperator> Removed, IReadOnlyList<OperatorSchemaChange> Changed)
{
    /// <summary>Name of the receipt that holds <see cref="Text"/> after step 3.</summary>
    public const string Receipt = "operator-changes.txt";

    /// <summary>What the receipt says where the last release has no index, or one of the other frontend.</summary>
    public const string NotCompared = "not compared\n";

    public bool IsNone => Added.Count + Removed.Count + Changed.Count == 0;

    /// <summary>Compares two indexes of one frontend. An operator that moved to another section is no change; overloads are operators of their own.</summary>
    /// <param name="waivers">Reasons for those that are gone.</param>
    public static OperatorChanges Between(OperatorIndexText before, OperatorIndexText after, IReadOnlyList<OperatorWaiver> waivers)
    {
        if (before.Kind != after.Kind) throw new ArgumentException("Indexes of two frontends have nothing in common.", nameof(after));
        var (old, now) = (ByName(before), ByName(after));
        var reasons = waivers.ToLookup(waiver => waiver.Operator, waiver => waiver.Reason, StringComparer.Ordinal);
        return new OperatorChanges(
            [.. now.Where(entry => !old.ContainsKey(entry.Key)).Select(entry => new Operator(entry.Key, entry.Value))],
            [.. old.Where(entry => !now.ContainsKey(entry.Key)).Select(entry => new RemovedOperator(entry.Key, entry.Value, reasons[entry.Key].LastOrDefault()))],
            [.. now.Where(entry => old.TryGetValue(entry.Key, out var schema) && schema != entry.Value).Select(entry => new OperatorSchemaChange(entry.Key, old[entry.Key], entry.Value))]);
    }

    /// <summary>One sentence: <c>2 added, 1 removed, no schema changed</c>.</summary>
    public string Summary => $"{Number(Added.Count)} added, {Number(Removed.Count)} removed, {Number(Changed.Count)} with another schema";

    /// <summary>One change a line, fields between tabs; <see cref="Read"/> reads it.</summary>
    public string Text => string.Concat(
        Added.Select(added => $"added\t{added.Name}\t{added.Schema}\n")
            .Concat(Removed.Select(removed => $"removed\t{removed.Name}\t{removed.Schema}\t{removed.Reason}\n"))
            .Concat(Changed.Select(changed => $"changed\t{changed.Name}\t{changed.Before}\t{changed.After}\n")));

    /// <summary>Reads what <see cref="Text"/> gave; null where nothing was compared.</summary>
    public static OperatorChanges? Read(string? text)
    {
        if (text is null or NotCompared) return null;
        var (added, removed, changed) = (new List<Operator>(), new List<RemovedOperator>(), new List<OperatorSchemaChange>());
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (line.Split('\t'))
            {
                case ["added", var name, var schema]: added.Add(new Operator(name, schema)); break;
                case ["removed", var name, var schema, var reason]: removed.Add(new RemovedOperator(name, schema, reason.Length == 0 ? null : reason)); break;
                case ["changed", var name, var before, var after]: changed.Add(new OperatorSchemaChange(name, before, after)); break;
                default: throw new FormatException($"'{line}' is no change of an operator.");
            }
        }

        return new OperatorChanges(added, removed, changed);
    }

    private static string Number(int count) => count == 0 ? "none" : count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Schemas by name; several under one name, as no tool writes today, are compared as one.</summary>
    private static SortedDictionary<string, string> ByName(OperatorIndexText index)
    {
        var schemas = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var same in index.Sections.SelectMany(section => section.Operators).GroupBy(operation => operation.Name, StringComparer.Ordinal))
            schemas.Add(same.Key, string.Join("; ", same.Select(operation => operation.Schema).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        return schemas;
    }
}
