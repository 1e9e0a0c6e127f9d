using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Changelog;

/// <summary>How the changelog of a repository is written.</summary>
/// <param name="RepositoryUrl">What links begin with, for example <c>https://github.com/pytorch/TensorRT</c>; no slash at the end.</param>
/// <param name="Format">Whose text a section is.</param>
/// <param name="Tool">Writes the section; null: this program does.</param>
/// <param name="Order">Where a new section goes; one that is there stays where it is.</param>
/// <param name="File">Path in the checkout, with '/'.</param>
public sealed record ChangelogOptions(string RepositoryUrl, ChangelogFormat Format = ChangelogFormat.Cli5, IChangelogTool? Tool = null, ChangelogOrder Order = ChangelogOrder.Own, string File = "CHANGELOG.md");
