using System.Collections.Immutable;

namespace TorchTrt.Release.Pins;

/// <summary>The dependency versions asked for, by options or by a file; null leaves that dependency as it is.</summary>
public sealed record PinRequest(PinVersion? Torch = null, PinVersion? Cuda = null, PinVersion? Cudnn = null, PinVersion? TensorRt = null)
{
    public static PinRequest Nothing { get; } = new();

    /// <summary>The dependencies that have no property of their own.</summary>
    public IReadOnlyDictionary<Pin, PinVersion> Others { get; init; } = ImmutableDictionary<Pin, PinVersion>.Empty;

    /// <summary>Reads the options <c>--torch</c>, <c>--cuda</c>, <c>--cudnn</c>, <c>--tensorrt</c>; null or empty means not given.</summary>
    /// <exception cref="ReleaseException">TR1016 for every one that is no version, together.</exception>
    public static PinRequest Parse(string? torch, string? cuda, string? cudnn, string? tensorRt)
        => Parse([(Pin.Torch, torch), (Pin.Cuda, cuda), (Pin.Cudnn, cudnn), (Pin.TensorRt, tensorRt)]);

    /// <summary>Reads versions by dependency; null or empty means not given.</summary>
    /// <exception cref="ReleaseException">TR1016 for every one that is no version, together.</exception>
    public static PinRequest Parse(IEnumerable<(Pin Pin, string? Text)> given)
    {
        var problems = new List<ReleaseError>();
        var versions = given.Select(pin => (pin.Pin, Version: Read(pin.Pin, pin.Text))).Where(pin => pin.Version is not null).ToDictionary(pin => pin.Pin, pin => pin.Version!);
        return problems.Count == 0 ? Of(versions) : throw new ReleaseException(ExitCode.Failed, problems);

        PinVersion? Read(Pin pin, string? text)
        {
            if (string.IsNullOrEmpty(text)) return null;
            try
            {
                return PinVersion.Parse(pin, text);
            }
            catch (ReleaseException refused)
            {
                problems.AddRange(refused.Errors);
                return null;
            }
        }
    }

    /// <summary>What was asked for, by pin.</summary>
    public IReadOnlyList<(Pin Pin, PinVersion Version)> Given
    {
        get
        {
            (Pin Pin, PinVersion? Version)[] own = [(Pin.Torch, Torch), (Pin.Cuda, Cuda), (Pin.Cudnn, Cudnn), (Pin.TensorRt, TensorRt)];
            return [.. own.Where(pin => pin.Version is not null).Select(pin => (pin.Pin, pin.Version!)), .. Others.OrderBy(pin => pin.Key).Select(pin => (pin.Key, pin.Value))];
        }
    }

    private static PinRequest Of(Dictionary<Pin, PinVersion> versions)
    {
        Pin[] own = [Pin.Torch, Pin.Cuda, Pin.Cudnn, Pin.TensorRt];
        return new PinRequest(versions.GetValueOrDefault(Pin.Torch), versions.GetValueOrDefault(Pin.Cuda), versions.GetValueOrDefault(Pin.Cudnn), versions.GetValueOrDefault(Pin.TensorRt))
        {
            Others = versions.Where(version => !own.Contains(version.Key)).ToImmutableDictionary(),
        };
    }
}
