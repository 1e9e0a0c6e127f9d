using System.Text.RegularExpressions;

namespace Build.Tests.House;

/// <summary>docs/errors.md lists every code there is, and no other.</summary>
public sealed partial class ErrorCodesTests
{
    [Fact]
    public void Every_code_in_the_program_has_its_row_and_every_row_its_code()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "TorchTensorRT.Release.slnx"))) root = Path.GetDirectoryName(root)!;
        var sources = new[] { "src", "build" }.SelectMany(room => Directory.EnumerateFiles(Path.Combine(root, room), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var used = sources.SelectMany(path => Quoted().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
            .Concat(Code().Matches(File.ReadAllText(Path.Combine(root, "build.sh"))).Select(match => match.Value));
        var listed = Row().Matches(File.ReadAllText(Path.Combine(root, "docs", "errors.md"))).Select(match => match.Groups[1].Value).ToList();

        listed.ShouldBe(listed.Distinct());
        listed.Order(StringComparer.Ordinal).ShouldBe(used.Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("\"(TR[0-9]{4})\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("TR[0-9]{4}")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| (TR[0-9]{4}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
