using System.Globalization;
using System.Text;
using TorchTrt.Release.Channels;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Bench.Editors;

/// <summary>
/// How fast each editor reads a hostile file, decides its edits and makes them: megabytes a second of processor time of all threads (so that a busy machine
/// does not count), the best of a few rounds, the worst food of each editor.
/// </summary>
internal static class EditorSpeed
{
    private const int Rounds = 3;

    public static string Sheet()
    {
        var text = new StringBuilder("| editor | worst food | MB/s |\n| --- | --- | ---: |\n");
        foreach (var (editor, food, speed) in Editors().Select(Worst).OrderBy(worst => worst.Speed))
            text.Append(CultureInfo.InvariantCulture, $"| {editor} | {food} | {speed:F0} |\n");
        return text.ToString();
    }

    private static (string Editor, string Food, double Speed) Worst((string Name, Action<byte[]> Edit) editor)
        => HostileFood.All.Select(food => (editor.Name, food.Name, Best(editor.Edit, food))).MinBy(result => result.Item3);

    private static double Best(Action<byte[]> edit, HostileFood food) => Enumerable.Range(0, Rounds).Max(_ =>
    {
        var before = Environment.CpuUsage.TotalTime;
        try
        {
            edit(food.Content);
        }
        catch (ReleaseException)
        {
            // A refusal is an answer, too.
        }

        return food.Content.Length / 1e6 / Math.Max(1e-6, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    });

    private static IEnumerable<(string Name, Action<byte[]> Edit)> Editors() =>
    [
        .. SiteRegistry.All.Select(site => ($"version in {site.Path}", (Action<byte[]>)(content => Make(content, Edits(site, Only(site.Path, content)))))),
        .. PinRegistry.All.Select(site => ($"{site.Pin} in {site.Path}: `{site.Pattern.ToString()[..Math.Min(30, site.Pattern.ToString().Length)]}`".Replace("|", "\\|", StringComparison.Ordinal), (Action<byte[]>)(content => Make(content, Edits(site, Only(site.Path, content)))))),
        .. ChannelRegistry.Inputs.Concat(ChannelRegistry.Mentions).Select(site => ($"channel in {site.Path} ({site.Form})", (Action<byte[]>)(content => Make(content, Edits(site, Only(site.Path, content)))))),
    ];

    private static Tree Only(string path, byte[] content) => new(asked => asked == path ? content : null);

    private static IEnumerable<Edit> Edits(Site site, Tree tree)
    {
        var problems = new List<ReleaseError>();
        return site.Read(tree, problems)?.EditsFor(new ReleaseVersion(99, 0, 0), problems) ?? [];
    }

    private static IEnumerable<Edit> Edits(PinSite site, Tree tree) => site.Read(tree).Select(reading => reading.Set(PinVersion.Parse(site.Pin, "99.0"))).OfType<Edit>();

    private static IEnumerable<Edit> Edits(ChannelSite site, Tree tree) => site.Read(tree).SelectMany(reading => reading.Set(Channel.Test, "999", "99.0.0"));

    private static void Make(byte[] content, IEnumerable<Edit> edits)
    {
        foreach (var change in Edit.Combine(edits))
        {
            if (change.Content!.AsSpan().SequenceEqual(content)) throw new InvalidOperationException("An edit that changes nothing.");
        }
    }
}
