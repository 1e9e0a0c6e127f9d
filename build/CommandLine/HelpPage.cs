using System.Reflection;
using System.Text;
using Cake.Frosting;

namespace Build.CommandLine;

/// <summary>A target's name and sentence, as its attributes say.</summary>
public sealed record TargetDescription(string Name, string Description)
{
    /// <summary>Every target of an assembly, by name.</summary>
    public static IReadOnlyList<TargetDescription> In(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
            .Select(type => new TargetDescription(
                type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name, type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? ""))
            .OrderBy(target => target.Name, StringComparer.Ordinal),
    ];
}

/// <summary>Texts that come from the registry of options: the help page and the tables of the README.</summary>
public static class HelpPage
{
    private const string ExitCodes = "Exit codes: 0 done, 1 failed, 2 changes pending (plan), 3 blocked, 4 waiting for somebody; give the same command again.";

    public static string Render(IReadOnlyList<TargetDescription> targets)
    {
        var text = new StringBuilder("Usage: ./build.sh [--target=NAME]... [options]\n\nTargets\n");
        Rows(text, targets.Select(target => (target.Name, target.Description)));
        text.Append("\nOptions, as --name=value or --name value\n");
        Rows(text, Options.All.Select(option => (option.Usage, Sentence(option))));
        text.Append("\nEnvironment\n");
        Rows(text, Options.Variables.Select(variable => (variable.Name, variable.Description)));
        return text.Append('\n').Append(ExitCodes).ToString();
    }

    /// <summary>The targets, and how to read on.</summary>
    public static string Overview(IReadOnlyList<TargetDescription> targets)
    {
        var text = new StringBuilder("Targets\n");
        Rows(text, targets.Select(target => (target.Name, target.Description)));
        return text.Append("\n./build.sh --target=Release rehearses a whole release of the bundled sample; --help lists every option.").ToString();
    }

    /// <summary>Rows of the README's table of targets, header included.</summary>
    public static string TargetsTable(IReadOnlyList<TargetDescription> targets)
        => Table(["target", "what it does"], targets.Select(target => new[] { $"`{target.Name}`", target.Description }));

    /// <summary>Rows of the README's table of options and variables, header included.</summary>
    public static string OptionsTable() => Table(
        ["option", "meaning", "default", "targets"],
        Options.All.Select(option => new[] { $"`{option.Usage}`", option.Description, option.Default ?? "", option.Targets.Count == 0 ? "all" : string.Join(", ", option.Targets) })
            .Concat(Options.Variables.Select(variable => new[] { $"`{variable.Name}` (environment)", variable.Description, "", "all" })));

    private static string Sentence(Option option) => option.Default is { } value ? $"{option.Description} Default: {value}." : option.Description;

    private static void Rows(StringBuilder text, IEnumerable<(string Left, string Right)> rows)
    {
        var list = rows.ToList();
        var width = list.Select(row => row.Left.Length).DefaultIfEmpty().Max();
        foreach (var (left, right) in list) text.Append("  ").Append($"{left.PadRight(width)}  {right}".TrimEnd()).Append('\n');
    }

    private static string Table(string[] header, IEnumerable<string[]> rows)
        => string.Join('\n', rows.Prepend([.. header.Select(_ => "---")]).Prepend(header).Select(cells => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |"));
}
