using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Channels;

/// <summary>
/// Every place where Torch-TensorRT names a channel of PyTorch, since 2.1 gave it release branches. A new one is one more entry here.
/// </summary>
public static class ChannelRegistry
{
    internal const string RequirementsOfPackage = "py/requirements.txt";
    internal const string RequirementsOfTests = "tests/py/requirements.txt";

    private const string Segment = "(?<channel>((nightly|test|release)/)?)cu(?<cuda>[0-9]{2,3})";
    private const string Name = "pytorch-(?<channel>nightly|test|release)-cu(?<cuda>[0-9]{2,3})\"";

    /// <summary>What a build reads: these follow the release from channel to channel.</summary>
    public static IReadOnlyList<ChannelSite> Inputs { get; } =
    [
        Address(RequirementsOfPackage),
        Address(RequirementsOfTests),
        Address("docker/dist-build.sh"),
        new("pyproject.toml", ChannelForm.Reference, Locator.Of($@"\{{[ \t]*index[ \t]*=[ \t]*""{Name}")),
        new("pyproject.toml", ChannelForm.DefinedName, Locator.Of($@"^name[ \t]*=[ \t]*""{Name}")),
        new("pyproject.toml", ChannelForm.DefinedAddress, Locator.Of($@"^url[ \t]*=[ \t]*""https://download\.pytorch\.org/whl/{Segment}""")),
        Archive("WORKSPACE"),
        Archive("MODULE.bazel"),
        Archive("toolchains/ci_workspaces/WORKSPACE.x86_64.release.rhel.tmpl"),
    ];

    /// <summary>What people read and what builds the documentation of main: they tell of nightly wheels on purpose, so only their CUDA follows.</summary>
    public static IReadOnlyList<ChannelSite> Mentions { get; } =
    [
        Address("README.md"),
        Address("docsrc/getting_started/installation.rst"),
        Address("docsrc/getting_started/tensorrt_rtx.rst"),
        Address("docsrc/getting_started/windows_arm64.rst"),
        Address(".github/workflows/docgen.yml"),
    ];

    /// <summary>Every path that is looked at.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. Inputs.Concat(Mentions).Select(site => site.Path).Distinct()];

    /// <summary>Every input of a tree that a build really reads, registry order: of the index tables, those that are referred to.</summary>
    public static IReadOnlyList<ChannelReading> ReadInputs(Tree tree)
    {
        var all = Inputs.SelectMany(site => site.Read(tree)).ToList();
        var referred = all.Where(reading => reading.Site.Form == ChannelForm.Reference).Select(Index).ToHashSet();
        return [.. all.Where(reading => reading.Site.Form is not (ChannelForm.DefinedName or ChannelForm.DefinedAddress) || referred.Contains(Index(reading)))];
    }

    /// <summary>Every mention of nightly wheels; what is told of released ones is of another time.</summary>
    public static IReadOnlyList<ChannelReading> ReadMentions(Tree tree) => [.. Mentions.SelectMany(site => site.Read(tree)).Where(reading => reading.Channel == Channel.Nightly)];

    /// <summary>The names of the indexes that have a table.</summary>
    internal static IReadOnlySet<(Channel Channel, string Cuda)> Defined(Tree tree)
        => Inputs.Where(site => site.Form == ChannelForm.DefinedName).SelectMany(site => site.Read(tree)).Select(Index).ToHashSet();

    private static (Channel Channel, string Cuda) Index(ChannelReading reading) => (reading.Channel, reading.Cuda);

    private static ChannelSite Address(string path) => new(path, ChannelForm.Address, Locator.Of($@"https://download\.pytorch\.org/whl/{Segment}"));

    private static ChannelSite Archive(string path) => new(
        path, ChannelForm.Archive, Locator.Of($@"https://download\.pytorch\.org/libtorch/{Segment}/libtorch-[a-z0-9-]*-(?<build>latest|[0-9.]+%2Bcu[0-9]+)\.zip"));
}
