using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>Which part of the release criteria applies: the project's age decides.</summary>
public enum ReleaseRule
{
    /// <summary>0.0.x: the patch is bumped.</summary>
    Alpha,

    /// <summary>0.x: the minor on breaking changes or a new PyTorch, else the patch.</summary>
    Beta,

    /// <summary>From 1.0.0: major on breaking API changes; minor on breaking changes in the compiler, new functionality or a new PyTorch; else the patch.</summary>
    Stable,
}

/// <summary>The rules' names as the criteria give them.</summary>
public static class ReleaseRules
{
    public static ReleaseRule For(ReleaseVersion version) => version switch
    {
        { Major: 0, Minor: 0 } => ReleaseRule.Alpha,
        { Major: 0 } => ReleaseRule.Beta,
        _ => ReleaseRule.Stable,
    };

    public static string Display(this ReleaseRule rule) => rule switch
    {
        ReleaseRule.Alpha => "alpha",
        ReleaseRule.Beta => "beta",
        _ => "1.0+",
    };
}
