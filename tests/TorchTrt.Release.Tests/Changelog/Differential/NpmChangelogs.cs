using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TorchTrt.Release.Changelog;
using TorchTrt.Tests.Shared;

namespace TorchTrt.Release.Tests.Changelog.Differential;

/// <summary>npm's changelog program of one generation, whole, in one process of node that answers for one section after the other.</summary>
internal sealed class NpmChangelogs : IDisposable
{
    private readonly Process node;

    private NpmChangelogs(Process node) => this.node = node;

    /// <summary>Where provisioning leaves the program, seen from the root of this repository.</summary>
    public static string LocationOf(ChangelogFormat format) => $"artifacts/npm/conventional-changelog-{Generation(format)}";

    /// <summary>Null where node or the program is missing.</summary>
    /// <param name="repository">Its HEAD is moved.</param>
    public static NpmChangelogs? Start(ChangelogFormat format, ChangelogRepository repository)
    {
        if (Packages(format) is not { } packages || Environment.GetEnvironmentVariable("PATH")!.Split(':').All(folder => !File.Exists(Path.Combine(folder, "node")))) return null;
        File.WriteAllText(Path.Combine(repository.Folder, "package.json"), """{ "name": "changelog", "version": "0.0.0", "repository": "https://github.com/pytorch/TensorRT.git" }""");
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Changelog", "Differential", "npm-changelogs.mjs"), Generation(format), packages, repository.Folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["HOME"] = repository.Folder;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(repository.Folder)!;
        start.Environment.Remove("NODE_EXTRA_CA_CERTS");
        return new NpmChangelogs(Process.Start(start)!);
    }

    /// <summary>What the program prints for a range.</summary>
    /// <param name="from">Commit that the range begins after; null for the first one.</param>
    public string Section(string? from, string to, SectionHeader header)
    {
        node.StandardInput.WriteLine(new JsonObject
        {
            ["from"] = from, ["to"] = to, ["version"] = header.Title, ["date"] = $"{header.Date:yyyy-MM-dd}", ["previousTag"] = header.Compare?.From, ["currentTag"] = header.Compare?.To,
        }.ToJsonString(new JsonSerializerOptions()));
        node.StandardInput.Flush();
        var answer = JsonNode.Parse(node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The program of npm ended."))!;
        return answer is JsonValue text ? text.GetValue<string>() : throw new InvalidOperationException((string?)answer["error"]);
    }

    public void Dispose()
    {
        node.StandardInput.Close();
        if (!node.WaitForExit(10_000)) node.Kill();
        node.Dispose();
    }

    private static string Generation(ChangelogFormat format) => format == ChangelogFormat.Cc8 ? "8" : "5";

    private static string? Packages(ChangelogFormat format)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var packages = Path.Combine(folder.FullName, LocationOf(format));
            if (Directory.Exists(Path.Combine(packages, "node_modules"))) return packages;
        }

        return null;
    }
}
