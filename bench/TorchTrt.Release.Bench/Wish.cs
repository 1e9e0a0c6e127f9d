using System.Globalization;

namespace TorchTrt.Release.Bench;

/// <summary>What the command line asks for.</summary>
/// <param name="Names">Contests; none: all.</param>
/// <param name="Home">Root of this repository, found upward from the program.</param>
internal sealed record Wish(IReadOnlyList<string> Names, int Rounds, string? Checkout, string? Output, string Home)
{
    public static Wish Read(IReadOnlyList<string> arguments)
    {
        var wish = new Wish([], Rounds: 7, Checkout: null, Output: null, FindHome());
        for (var index = 0; index < arguments.Count; index++)
        {
            wish = arguments[index] switch
            {
                "--rounds" => wish with { Rounds = int.Parse(arguments[++index], CultureInfo.InvariantCulture) },
                "--repo" => wish with { Checkout = Path.GetFullPath(arguments[++index]) },
                "--output" => wish with { Output = arguments[++index] },
                var name => wish with { Names = [.. wish.Names, name] },
            };
        }

        return wish;
    }

    private static string FindHome()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TorchTensorRT.Release.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("this program is not inside its repository");
        return folder;
    }
}
