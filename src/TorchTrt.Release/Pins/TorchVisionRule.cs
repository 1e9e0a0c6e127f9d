using System.Globalization;

namespace TorchTrt.Release.Pins;

/// <summary>
/// Which torchvision belongs to a PyTorch: its minor is PyTorch's plus 15 in 2.x and plus 1 in 1.x (2.13 and 0.28, 1.13 and 0.14), so in every
/// release of the project. The patch does not follow (1.10.0 and 0.11.1), so ranges are derived and exact pins are not.
/// </summary>
public static class TorchVisionRule
{
    /// <summary>The first torchvision of the series, a nightly build's for a nightly PyTorch; null for a PyTorch the rule does not know.</summary>
    public static PinVersion? For(PinVersion torch)
    {
        int? ahead = torch.Numbers[0] switch
        {
            1 => 1,
            2 => 15,
            _ => null,
        };
        return ahead is null
            ? null
            : PinVersion.Read(string.Create(CultureInfo.InvariantCulture, $"0.{torch.Numbers[1] + ahead}.0{(torch.IsDevelopment ? ".dev" : "")}"));
    }
}
