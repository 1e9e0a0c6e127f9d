using System.Text.RegularExpressions;

namespace TorchTrt.Release.Wheels;

/// <summary>
/// The condition of a requirement (PEP 508, environment markers), asked of an ordinary machine that a wheel is for: CPython on a kernel whose release says nothing
/// special. Where it asks for an extra, that extra counts as asked for.
/// </summary>
/// <param name="variables">What the machine calls itself, by the markers' names.</param>
public sealed partial class PackageMarker(IReadOnlyDictionary<string, string> variables)
{
    private const string Extra = "extra";

    /// <summary>The machine of a wheel's first platform tag and interpreter.</summary>
    public static PackageMarker For(WheelFileName wheel)
    {
        var platform = wheel.Platform.Split('.')[0];
        var isWindows = platform.StartsWith("win", StringComparison.Ordinal);
        var machine = platform == "win_amd64" ? "AMD64" : PlatformTag.Read(platform).Architecture ?? "";
        var python = wheel.Python.Length > 3 && wheel.Python.StartsWith("cp", StringComparison.Ordinal) ? $"{wheel.Python[2]}.{wheel.Python[3..]}" : "3";
        return new PackageMarker(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["os_name"] = isWindows ? "nt" : "posix", ["sys_platform"] = isWindows ? "win32" : "linux", ["platform_system"] = isWindows ? "Windows" : "Linux",
            ["platform_machine"] = machine, ["platform_release"] = "", ["platform_version"] = "",
            ["platform_python_implementation"] = "CPython", ["implementation_name"] = "cpython",
            ["python_version"] = python, ["python_full_version"] = $"{python}.0", ["implementation_version"] = $"{python}.0",
        });
    }

    /// <summary>Whether the requirement counts there; one without a marker, or with one that cannot be read, always does.</summary>
    public bool Applies(string marker)
    {
        if (marker.Length == 0) return true;
        var tokens = new Queue<string>(Token().Matches(marker).Select(match => match.Value));
        try
        {
            var answer = Any(tokens);
            return answer || tokens.Count > 0;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private bool Any(Queue<string> tokens)
    {
        var answer = All(tokens);
        while (Take("or", tokens)) answer |= All(tokens);
        return answer;
    }

    private bool All(Queue<string> tokens)
    {
        var answer = One(tokens);
        while (Take("and", tokens)) answer &= One(tokens);
        return answer;
    }

    private bool One(Queue<string> tokens)
    {
        if (!Take("(", tokens)) return Compared(tokens.Dequeue(), Operator(tokens), tokens.Dequeue());
        var answer = Any(tokens);
        return Take(")", tokens) ? answer : throw new InvalidOperationException("A bracket stays open.");
    }

    private static string Operator(Queue<string> tokens) => tokens.Dequeue() is var word && word == "not" ? $"not {tokens.Dequeue()}" : word;

    private bool Compared(string left, string operation, string right)
    {
        if (left == Extra || right == Extra) return true;
        var (one, other) = (Value(left), Value(right));
        if (operation == "in") return other.Contains(one, StringComparison.Ordinal);
        if (operation == "not in") return !other.Contains(one, StringComparison.Ordinal);
        // As versions where both sides are some, else as text.
        if (Pep440Version.Read(one) is { } version && VersionSpecifier.Read($"{operation}{other}") is { } specifier) return specifier.Takes(version);
        var order = string.CompareOrdinal(one, other);
        return operation switch
        {
            "==" or "===" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => throw new InvalidOperationException($"'{operation}' compares nothing."),
        };
    }

    private string Value(string token)
        => token[0] is '\'' or '"' ? token[1..^1] : variables.TryGetValue(token, out var value) ? value : throw new InvalidOperationException($"'{token}' is no variable of a marker.");

    private static bool Take(string word, Queue<string> tokens)
    {
        if (!tokens.TryPeek(out var next) || next != word) return false;
        tokens.Dequeue();
        return true;
    }

    [GeneratedRegex("""'[^']*'|"[^"]*"|[()]|[A-Za-z_][A-Za-z0-9_.]*|===|[<>=!~]=|[<>]""", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
