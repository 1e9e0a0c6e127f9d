using Cake.Core;
using Cake.Core.Diagnostics;
using TorchTrt.Release;

namespace Cake.Frosting.Internal;

/// <summary>What the host does with the targets.</summary>
internal enum HostMode
{
    Run,
    DryRun,
    Tree,
    Description,
    Help,
    Version,
    Info,
}

/// <summary>
/// The host's own part of the command line; every argument, known or not, is also in <see cref="Arguments"/>.
/// Forms: <c>--name=value</c>, <c>--name value</c>, <c>--flag</c>, <c>-t value</c>.
/// </summary>
internal sealed record HostCommandLine(
    HostMode Mode, IReadOnlyList<string> Targets, Verbosity Verbosity, string? Working, bool IsExclusive, ICakeArguments Arguments)
{
    private static readonly Dictionary<string, string> Canonical = new(StringComparer.OrdinalIgnoreCase)
    {
        ["t"] = "target", ["w"] = "working", ["v"] = "verbosity", ["e"] = "exclusive", ["h"] = "help", ["ver"] = "version",
        ["descriptions"] = "description", ["showdescription"] = "description", ["showdescriptions"] = "description",
        ["showtree"] = "tree", ["noop"] = "dryrun", ["whatif"] = "dryrun",
    };

    private static readonly Dictionary<string, HostMode> Modes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["help"] = HostMode.Help, ["version"] = HostMode.Version, ["info"] = HostMode.Info,
        ["dryrun"] = HostMode.DryRun, ["tree"] = HostMode.Tree, ["description"] = HostMode.Description,
    };

    private static readonly Dictionary<string, Verbosity> Verbosities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["quiet"] = Verbosity.Quiet, ["q"] = Verbosity.Quiet, ["minimal"] = Verbosity.Minimal, ["m"] = Verbosity.Minimal,
        ["normal"] = Verbosity.Normal, ["n"] = Verbosity.Normal, ["verbose"] = Verbosity.Verbose, ["v"] = Verbosity.Verbose,
        ["diagnostic"] = Verbosity.Diagnostic, ["d"] = Verbosity.Diagnostic,
    };

    /// <exception cref="ReleaseException">TR9005 an argument that is no option, TR9006 an unknown verbosity, TR9007 an option without its value.</exception>
    public static HostCommandLine Read(IReadOnlyList<string> args)
    {
        var given = Tokens(args).ToLookup(token => token.Name, token => token.Value, StringComparer.OrdinalIgnoreCase);
        var targets = given["target"].Select(value => Required("target", value)).DefaultIfEmpty("Default").ToList();
        var arguments = given.SelectMany(group => group.Select(value => (group.Key, Value: value ?? "true")))
            .Concat(given.Contains("target") ? [] : [("target", "Default")])
            .ToLookup(argument => argument.Item1, argument => argument.Item2, StringComparer.OrdinalIgnoreCase);
        return new HostCommandLine(
            ModeOf(given), targets, VerbosityOf(given), given["working"].Select(value => Required("working", value)).LastOrDefault(),
            given.Contains("exclusive"), new CakeArguments(arguments));
    }

    private static IEnumerable<(string Name, string? Value)> Tokens(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i].TrimStart('-');
            if (name.Length == args[i].Length || name.Length == 0)
                throw new ReleaseException(new ReleaseError(
                    "TR9005", $"'{args[i]}' is not an option.", "give options as --name=value or --name value.", Expected: "an option beginning with --"));
            if (name.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals)
                yield return (NameOf(name[..equals]), name[(equals + 1)..]);
            else if (!IsFlag(NameOf(name)) && i + 1 < args.Count && !args[i + 1].StartsWith('-'))
                yield return (NameOf(name), args[++i]);
            else
                yield return (NameOf(name), null);
        }
    }

    private static string NameOf(string text) => Canonical.GetValueOrDefault(text, text);

    /// <summary><c>--version</c> is no flag: with a value it is an option of the program.</summary>
    private static bool IsFlag(string name) => name is "exclusive" || (name is not "version" && Modes.ContainsKey(name));

    private static HostMode ModeOf(ILookup<string, string?> given)
        => Modes.FirstOrDefault(mode => given[mode.Key].Any(value => value is null)).Value;

    private static Verbosity VerbosityOf(ILookup<string, string?> given) => given["verbosity"].LastOrDefault("normal") is not { } text
        ? throw NoValue("verbosity")
        : Verbosities.TryGetValue(text, out var verbosity)
            ? verbosity
            : throw new ReleaseException(new ReleaseError(
                "TR9006", $"'{text}' is not a verbosity.", "choose one of them.", "--verbosity", "quiet, minimal, normal, verbose or diagnostic"));

    private static string Required(string name, string? value) => string.IsNullOrWhiteSpace(value) ? throw NoValue(name) : value;

    private static ReleaseException NoValue(string name)
        => new(new ReleaseError("TR9007", "the option has no value.", $"give one: --{name}=VALUE.", $"--{name}"));
}
