using System.Globalization;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Pins;

/// <summary>The version of a dependency, as asked for: one to four numbers and what may follow them (<c>10.7.0.post1</c>, <c>2.13.0rc2</c>).</summary>
public sealed partial record PinVersion
{
    private PinVersion(string text, IReadOnlyList<int> numbers) => (Text, Numbers) = (text, numbers);

    public string Text { get; }

    public IReadOnlyList<int> Numbers { get; }

    /// <exception cref="ReleaseException">TR1016 when it is no version of that dependency.</exception>
    public static PinVersion Parse(Pin pin, string text)
    {
        var fewest = pin is Pin.Cudnn ? 1 : 2;
        return Read(text) is { } version && version.Numbers.Count >= fewest
            ? version
            : throw new ReleaseException(new ReleaseError(
                "TR1016", $"this is not a version of {pin.Display()}.", $"give it as {pin.Option()}={Example(pin)}", pin.Option(),
                fewest == 1 ? "numbers joined by dots" : "at least two numbers joined by dots"));
    }

    /// <summary>The version a text begins with; null when it begins with none.</summary>
    internal static PinVersion? Read(string text)
    {
        var match = Grammar().Match(text);
        return match.Success
            ? new PinVersion(text, [.. match.Groups["numbers"].Value.Split('.').Select(number => int.Parse(number, CultureInfo.InvariantCulture))])
            : null;
    }

    /// <summary>With no more numbers than a place shows: <c>8.5.1.7</c> in two is <c>8.5</c>; whole where it shows none that can be read.</summary>
    public string InAtMost(int numbers) => numbers >= Numbers.Count || numbers == 0 ? Text : Join(Numbers.Take(numbers));

    /// <summary>The first version of the next minor series, in so many numbers: <c>2.13.1</c> in three gives <c>2.14.0</c>.</summary>
    public string NextSeries(int numbers)
        => Join(((int[])[Numbers[0], Numbers.ElementAtOrDefault(1) + 1]).Concat(Enumerable.Repeat(0, Math.Max(0, numbers - 2))));

    /// <summary>PyTorch's name for a CUDA version: <c>13.0</c> is <c>130</c>.</summary>
    public string Tag => Join(Numbers.Take(2)).Replace(".", "", StringComparison.Ordinal);

    /// <summary>A nightly build's, <c>2.14.0.dev</c>.</summary>
    public bool IsDevelopment => Text.Contains(".dev", StringComparison.Ordinal);

    public override string ToString() => Text;

    private static string Join(IEnumerable<int> numbers) => string.Join('.', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Example(Pin pin) => pin switch
    {
        Pin.Torch => "2.13.0",
        Pin.TorchVision => "0.28.0",
        Pin.Cuda => "13.0",
        Pin.Cudnn => "8.9",
        Pin.TensorRtRtx => "1.5.0.114",
        Pin.TensorRtLlm => "0.17.0",
        Pin.Pybind => "2.13.6",
        Pin.Bazel => "8.4.2",
        Pin.PythonFloor => "3.10",
        Pin.PythonCeiling => "3.13",
        _ => "10.16.1",
    };

    [GeneratedRegex(
        @"\A(?<numbers>[0-9]{1,8}(\.[0-9]{1,8}){0,3})(\.post[0-9]{1,4}|\.dev[0-9]{0,12}|rc[0-9]{1,4})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
