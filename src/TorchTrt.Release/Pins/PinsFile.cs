using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Pins;

/// <summary>
/// Dependency versions as a file, one a line in the shape of dev_dep_versions.yml: <c>torch: "2.14.0"</c>. The keys are the options' names, quotes may be
/// left out, <c>#</c> begins a comment.
/// </summary>
public static class PinsFile
{
    /// <summary>What the file asks for, in its order.</summary>
    /// <exception cref="ReleaseException">TR1022 for every line that is none of these, together; TR1016 for what is no version is the request's.</exception>
    public static IReadOnlyList<(Pin Pin, string Text)> Read(string path, byte[] content)
    {
        var file = new SourceText(path, content);
        var (pins, problems) = (new List<(Pin, string)>(), new List<ReleaseError>());
        foreach (var line in file.Lines())
        {
            var text = file.At(line).Split('#')[0].Trim();
            if (text.Length == 0 || text == "---") continue;
            if (text.Split(':', 2) is [var key, var value] && Find(key.Trim()) is { } pin && pins.All(one => one.Item1 != pin)) pins.Add((pin, value.Trim().Trim('"', '\'')));
            else problems.Add(Wrong(file.Where(line.Start), text));
        }

        return problems.Count == 0 ? pins : throw new ReleaseException(ExitCode.Failed, problems);
    }

    private static Pin? Find(string key) => Enum.GetValues<Pin>().Where(pin => pin.Key() == key).Select(pin => (Pin?)pin).FirstOrDefault();

    private static ReleaseError Wrong(string where, string text) => new(
        "TR1022", $"'{text[..Math.Min(text.Length, 60)]}' pins nothing, or something pinned above.", "write one dependency a line, each once", where,
        $"NAME: \"VERSION\" with a name of {string.Join(", ", Enum.GetValues<Pin>().Select(pin => pin.Key()))}");
}
