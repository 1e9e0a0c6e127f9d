using System.Diagnostics.CodeAnalysis;
using TorchTrt.Release;

namespace Build.CommandLine;

/// <summary>
/// The command line against the registry. Every problem is kept, so that all can be reported together:
/// TR1901 unknown option, TR1902 value outside its grammar, TR1903 value missing, TR1904 given twice, TR1905 not an option.
/// </summary>
internal sealed class GivenArguments
{
    private readonly List<Given> _given = [];
    private readonly List<ReleaseError> _problems = [];

    public GivenArguments(IReadOnlyList<string> args, IReadOnlyList<Option> options)
    {
        for (var i = 0; i < args.Count; i++) i += Take(args, i, options);
        foreach (var repeated in _given.Select(given => given.Option).Where((option, place) => !option.IsRepeatable && _given.FindIndex(given => ReferenceEquals(given.Option, option)) == place && _given.FindLastIndex(given => ReferenceEquals(given.Option, option)) > place))
            _problems.Add(new ReleaseError("TR1904", "the option is given more than once.", "give it once.", $"{repeated}"));
    }

    public IReadOnlyList<ReleaseError> Problems => _problems;

    public bool Has(Option option) => _given.Any(given => ReferenceEquals(given.Option, option));

    public bool HasValue(Option option) => _given.Any(given => ReferenceEquals(given.Option, option) && given.Value is not null);

    public IReadOnlyList<T> All<T>(Option<T> option)
    {
        if (!HasValue(option)) return [];
        var values = new List<T>();
        foreach (var given in _given)
            if (IsRead(given, option, out var value)) values.Add(value);
        return values;
    }

    public T? One<T>(Option<T> option)
        where T : class
        => All(option) is [.., var last] ? last : null;

    public T? Number<T>(Option<T> option)
        where T : struct
    {
        T? last = null;
        foreach (var given in _given)
            if (IsRead(given, option, out var value)) last = value;
        return last;
    }

    public void Refuse(ReleaseError problem) => _problems.Add(problem);

    private bool IsRead<T>(Given given, Option<T> option, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!ReferenceEquals(given.Option, option) || given.Value is null) return false;
        try
        {
            value = option.Grammar(given.Value);
            return true;
        }
        catch (FormatException refusal)
        {
            _problems.Add(new ReleaseError("TR1902", $"'{Printable(given.Value)}' is not possible here.", $"give it as --{option.Name}={option.Value}.", $"{option}", refusal.Message));
        }
        catch (ReleaseException refusal)
        {
            _problems.AddRange(refusal.Errors);
        }

        return false;
    }

    /// <summary>Reads the argument at an index; returns how many further ones belonged to it.</summary>
    private int Take(IReadOnlyList<string> args, int index, IReadOnlyList<Option> options)
    {
        var text = args[index];
        if (!text.StartsWith('-') || text.Trim('-').Length == 0)
        {
            _problems.Add(new ReleaseError("TR1905", $"'{Printable(text)}' is not an option.", "see --help.", Expected: "--name=value or --name value"));
            return 0;
        }

        var parts = text.TrimStart('-').Split('=', 2);
        var option = options.FirstOrDefault(option => option.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase)
            || option.Aliases.Contains(parts[0], StringComparer.OrdinalIgnoreCase));
        var next = parts.Length == 1 && index + 1 < args.Count && IsValue(args[index + 1]) ? args[index + 1] : null;
        if (option is null)
        {
            _problems.Add(Unknown(parts[0], options));
            return next is null ? 0 : 1;
        }

        if (option.Value is null) return TakeSwitch(option, parts);
        if ((parts.Length == 2 ? parts[1] : next) is { Length: > 0 } value) _given.Add(new Given(option, value));
        else if (option == Options.Version && parts.Length == 1) _given.Add(new Given(option, null));
        else _problems.Add(new ReleaseError("TR1903", "the option has no value.", $"give it as --{option.Name}={option.Value}.", $"{option}"));
        return parts.Length == 1 && next is not null ? 1 : 0;
    }

    private int TakeSwitch(Option option, string[] parts)
    {
        if (parts is [_, "true"] or [_]) _given.Add(new Given(option, null));
        else if (parts is not [_, "false"])
            _problems.Add(new ReleaseError("TR1902", $"'{Printable(parts[1])}' is not possible here.", $"give {option} alone.", $"{option}", "no value, true or false"));
        return 0;
    }

    /// <summary>A lone dash is a value (standard output), every other text with a dash is the next option.</summary>
    private static bool IsValue(string text) => text == "-" || !text.StartsWith('-');

    private static ReleaseError Unknown(string name, IReadOnlyList<Option> options)
    {
        var nearest = Nearest.To(name, options.SelectMany(option => option.Aliases.Append(option.Name)).Where(known => known.Length > 1));
        return new ReleaseError("TR1901", $"there is no option '--{Printable(name)}'.", nearest is null ? "see --help." : $"did you mean --{nearest}?");
    }

    private static string Printable(string text) => string.Concat(text.Take(80).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));

    /// <param name="Value">Null for a switch.</param>
    private sealed record Given(Option Option, string? Value);
}
