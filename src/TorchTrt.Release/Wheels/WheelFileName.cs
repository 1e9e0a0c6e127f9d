using System.Text.RegularExpressions;

namespace TorchTrt.Release.Wheels;

/// <summary>
/// A wheel's file name, <c>distribution-version(-build)?-python-abi-platform.whl</c>
/// (https://packaging.python.org/en/latest/specifications/binary-distribution-format/#file-name-convention).
/// </summary>
/// <param name="Build">Null when there is none.</param>
public sealed partial record WheelFileName(string Distribution, string Version, string? Build, string Python, string Abi, string Platform)
{
    /// <summary>Null when the name is not a wheel's.</summary>
    public static WheelFileName? Read(string name)
    {
        var match = Grammar().Match(name);
        if (!match.Success) return null;
        string Part(string group) => match.Groups[group].Value;
        return new WheelFileName(Part("name"), Part("version"), match.Groups["build"].Success ? Part("build") : null, Part("python"), Part("abi"), Part("platform"));
    }

    /// <summary>Name as PyPI compares it: <c>torch-tensorrt</c>.</summary>
    public string NormalizedDistribution => Separators().Replace(Distribution, "-").ToLowerInvariant();

    [GeneratedRegex(@"\A(?<name>[A-Za-z0-9](?:[A-Za-z0-9._]*[A-Za-z0-9])?)-(?<version>[A-Za-z0-9_.!+]+)(?:-(?<build>[0-9][A-Za-z0-9_.]*))?-(?<python>[A-Za-z0-9_.]+)-(?<abi>[A-Za-z0-9_.]+)-(?<platform>[A-Za-z0-9_.]+)\.whl\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Separators();
}
