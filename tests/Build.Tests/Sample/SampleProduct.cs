namespace Build.Tests.Sample;

/// <summary>Where this product's own checkout is.</summary>
internal static class SampleProduct
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "TorchTensorRT.Release.slnx")) ? folder
            : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the product's checkout."));
}
