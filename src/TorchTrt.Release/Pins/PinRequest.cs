namespace TorchTrt.Release.Pins;

/// <summary>The dependency versions given on the command line; null leaves that dependency as it is.</summary>
public sealed record PinRequest(PinVersion? Torch = null, PinVersion? Cuda = null, PinVersion? Cudnn = null, PinVersion? TensorRt = null)
{
    public static PinRequest Nothing { get; } = new();

    /// <summary>Reads the options <c>--torch</c>, <c>--cuda</c>, <c>--cudnn</c>, <c>--tensorrt</c>; null or empty means not given.</summary>
    /// <exception cref="ReleaseException">TR1016 for every one that is no version, together.</exception>
    public static PinRequest Parse(string? torch, string? cuda, string? cudnn, string? tensorRt)
    {
        var problems = new List<ReleaseError>();
        var request = new PinRequest(Read(Pin.Torch, torch), Read(Pin.Cuda, cuda), Read(Pin.Cudnn, cudnn), Read(Pin.TensorRt, tensorRt));
        return problems.Count == 0 ? request : throw new ReleaseException(ExitCode.Failed, problems);

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
            (Pin Pin, PinVersion? Version)[] all = [(Pin.Torch, Torch), (Pin.Cuda, Cuda), (Pin.Cudnn, Cudnn), (Pin.TensorRt, TensorRt)];
            return [.. all.Where(pin => pin.Version is not null).Select(pin => (pin.Pin, pin.Version!))];
        }
    }
}
