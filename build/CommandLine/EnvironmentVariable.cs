namespace Build.CommandLine;

/// <summary>A value that comes from the environment. Secrets come from nowhere else and are read at the moment of use.</summary>
/// <param name="Name">For example <c>GITHUB_TOKEN</c>.</param>
/// <param name="IsSecret">The value never reaches a log, a file or an argument list.</param>
public sealed record EnvironmentVariable(string Name, string Description, bool IsSecret)
{
    /// <summary>Other names that are looked at, in this order, when the first is not set.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<string> Names => [Name, .. Aliases];

    /// <summary>The first value that is set and not empty; null when there is none.</summary>
    public string? Read(Func<string, string?> environment) => Names.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
