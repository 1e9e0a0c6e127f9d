using System.Text.RegularExpressions;

namespace Build.Adapters.Builds;

/// <summary>The name of a tool's log, made of what people read.</summary>
internal static partial class LogName
{
    /// <summary><c>suite-bazel-test-tests-tests</c> of <c>suite</c> and <c>bazel test //tests:tests</c>.</summary>
    public static string Of(string kind, string people) => $"{kind}-{NoLetter().Replace(people, "-").Trim('-')}";

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NoLetter();
}
