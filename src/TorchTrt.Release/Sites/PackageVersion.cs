using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Sites;

/// <summary>The version that a tree calls itself.</summary>
/// <param name="Written">As found: <c>1.1.0a0</c>.</param>
/// <param name="Where"><c>path:line</c>.</param>
public sealed record PackageVersion(LooseVersion Written, string Where)
{
    /// <summary>The release it leads to or is: <c>1.1.0</c>.</summary>
    public ReleaseVersion Line => Written.Line;

    /// <inheritdoc cref="Read(Tree)"/>
    public static PackageVersion Read(IWorkspace files) => Read(Tree.Of(files));

    /// <summary>Reads the first place that decides: the package, or the macros of the first release, which had no package.</summary>
    /// <exception cref="ReleaseException">TR1010 when this is no Torch-TensorRT checkout; TR1011, TR1012 or TR1014 when the place cannot be understood.</exception>
    public static PackageVersion Read(Tree tree)
    {
        var problems = new List<ReleaseError>();
        foreach (var site in SiteRegistry.All)
        {
            var reading = site.Role == SiteRole.Identity ? site.Read(tree, problems) : null;
            if (problems.Count > 0) throw new ReleaseException(ExitCode.Failed, problems);
            if (reading is ValueReading value) return new PackageVersion(value.Version, value.Where);
        }

        throw new ReleaseException(SiteRegistry.NotACheckout());
    }
}
