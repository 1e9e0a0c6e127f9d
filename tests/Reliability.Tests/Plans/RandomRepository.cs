using System.Globalization;
using Newtonsoft.Json.Linq;
using Reliability.Tests.Stories;

namespace Reliability.Tests.Plans;

/// <summary>The sample, as it might be on another day: more commits, other open pull requests, a freeze that ran out, a draft that somebody began.</summary>
public sealed class RandomRepository(int seed)
{
    private static readonly string[] Kinds = ["feat", "fix", "docs", "chore", "refactor!", "feat(aten)", "perf", "not conventional"];

    private static readonly string[] Labels = ["not-applicable", "component: tests", "bug"];

    private readonly Random random = new(seed);

    /// <summary>What the command says beside the usual.</summary>
    public IReadOnlyList<string> Options { get; private set; } = [];

    public void Arrange(string root, JObject known)
    {
        var (checkout, remote) = (Path.Combine(root, "checkout"), Path.Combine(root, "remote.git"));
        for (var number = random.Next(8); number > 0; number--)
            Git.Run(checkout, "commit", "--quiet", "--allow-empty", "-m", $"{Kinds[random.Next(Kinds.Length)]}: change {number} (#{900 + number})");
        Git.Run(checkout, "push", "--quiet", remote, "HEAD:refs/heads/master");
        // A bare repository keeps no record of what was pushed unless it is told to.
        Git.Run(remote, "config", "core.logAllRefUpdates", "always");

        var (heads, pulls) = (new[] { "grid-sampler", "dynamic-shapes", "wheel-description" }, (JArray)known["pulls"]!);
        foreach (var pull in pulls.Where(pull => (string?)pull["state"] != "merged")) pull["state"] = "closed";
        for (var number = random.Next(4) - 1; number >= 0; number--)
        {
            var isDraft = random.Next(2) == 0;
            pulls.Add(new JObject
            {
                ["title"] = $"feat: number {number}", ["head"] = heads[number], ["base"] = "master", ["draft"] = isDraft, ["state"] = "open", ["author"] = "somebody",
                ["labels"] = new JArray(isDraft ? Labels[random.Next(Labels.Length)] : Labels[0]),
            });
        }

        if (random.Next(3) == 0)
            known["rulesets"] = new JArray(new JObject
            {
                ["name"] = "release-freeze-1.0.9 by somebody until 2020-01-02T00:00:00Z", ["target"] = "branch", ["enforcement"] = "active", ["rules"] = new JArray(new JObject { ["type"] = "update" }),
                ["conditions"] = new JObject { ["ref_name"] = new JObject { ["include"] = new JArray("refs/heads/master"), ["exclude"] = new JArray() } },
            });
        if (random.Next(2) == 0)
            known["releases"] = new JArray(new JObject
            {
                ["tag_name"] = "v1.1.0", ["name"] = "begun", ["draft"] = true, ["body"] = "begun by hand", ["assets"] = new JArray(Assets().ToArray()),
            });
        Options = random.Next(2) == 0 ? ["--freeze-comment"] : [];
    }

    private IEnumerable<JObject> Assets()
    {
        foreach (var name in new[] { "mine.zip", "libtorchtrt.tar.gz", "notes.txt" })
            if (random.Next(2) == 0)
                yield return new JObject { ["name"] = name, ["size"] = 1 + random.Next(9), ["digest"] = string.Create(CultureInfo.InvariantCulture, $"sha256:{new string((char)('0' + random.Next(10)), 64)}") };
    }
}
