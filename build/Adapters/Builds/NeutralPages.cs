using System.Text;

namespace Build.Adapters.Builds;

/// <summary>
/// Pages without the folder that they were made in: where Sphinx, doxygen or an extension wrote its absolute path, the one of the project's own container
/// stands instead, whichever machine made them.
/// </summary>
internal static class NeutralPages
{
    /// <summary>Where the checkout lies in the project's containers.</summary>
    public const string Root = "/workspace/Torch-TensorRT";

    private static readonly byte[] Neutral = Encoding.UTF8.GetBytes(Root);

    /// <summary>The bytes with every mention of a folder replaced; the same array where there is none.</summary>
    /// <param name="folder">Absolute path, without '/' at its end.</param>
    public static byte[] Of(byte[] page, string folder)
    {
        var made = Encoding.UTF8.GetBytes(folder);
        var next = page.AsSpan().IndexOf(made);
        if (next < 0 || folder == Root) return page;
        var neutral = new MemoryStream(page.Length);
        var rest = page.AsSpan();
        for (; next >= 0; next = rest.IndexOf(made))
        {
            neutral.Write(rest[..next]);
            neutral.Write(Neutral);
            rest = rest[(next + made.Length)..];
        }

        neutral.Write(rest);
        return neutral.ToArray();
    }
}
