namespace TorchTrt.Release.Testing;

/// <summary>An environment in which a program sees nobody's settings, identity or tokens.</summary>
public static class Seclusion
{
    /// <summary>Every commit of a release is made at the same moment, so that two runs publish the same bytes.</summary>
    public const string Moment = "2026-05-04T03:02:01Z";

    public static void Seclude(IDictionary<string, string?> environment, string home)
    {
        foreach (var name in environment.Keys.Where(key => key.StartsWith("GIT_", StringComparison.Ordinal) || key.StartsWith("GITHUB_", StringComparison.Ordinal) || key is "GH_TOKEN" or "CI").ToList())
            environment.Remove(name);
        environment["HOME"] = home;
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_AUTHOR_DATE"] = environment["GIT_COMMITTER_DATE"] = Moment;
    }
}
