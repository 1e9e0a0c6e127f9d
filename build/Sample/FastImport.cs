using System.Buffers;
using System.Globalization;
using System.Text;

namespace Build.Sample;

/// <summary>Writes snapshots in the language of <c>git fast-import</c>: the same bytes for the same history, on every machine.</summary>
public sealed class FastImport
{
    private readonly ArrayBufferWriter<byte> stream = new();
    private readonly Dictionary<string, int> tips = [];

    public static byte[] Of(IReadOnlyList<SampleSnapshot> snapshots)
    {
        var import = new FastImport();
        for (var i = 0; i < snapshots.Count; i++)
            import.Commit(snapshots[i], i + 1);
        return import.stream.WrittenSpan.ToArray();
    }

    private void Commit(SampleSnapshot snapshot, int mark)
    {
        var commit = snapshot.Commit;
        var who = $"{commit.Identity} {commit.Date.ToUnixTimeSeconds()} {Zone(commit.Date.Offset)}";
        Line($"commit refs/heads/{commit.Branch}");
        Line($"mark :{mark}");
        Line($"author {who}");
        Line($"committer {who}");
        Data(Encoding.UTF8.GetBytes(commit.Message));
        if (tips.TryGetValue(commit.StartsFrom ?? commit.Branch, out var parent))
            Line($"from :{parent}");
        if (commit.Merges is { } merged)
            Line($"merge :{tips[merged]}");
        foreach (var (path, content) in snapshot.Changed.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            Line($"M {Mode(path)} inline {path}");
            Data(content);
        }

        Line("");
        tips[commit.Branch] = mark;
        foreach (var name in commit.Refs)
            Ref(name, mark, who);
    }

    private void Ref(SampleRef name, int mark, string who)
    {
        if (name.Kind == SampleRefKind.AnnotatedTag)
        {
            Line($"tag {name.Name}");
            Line($"from :{mark}");
            Line($"tagger {who}");
            Data(Encoding.UTF8.GetBytes($"Torch-TensorRT {name.Name}\n"));
            return;
        }

        Line($"reset refs/{(name.Kind == SampleRefKind.Tag ? "tags" : "heads")}/{name.Name}");
        Line($"from :{mark}");
        Line("");
    }

    private void Line(string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Write("\n"u8);
    }

    private void Data(byte[] bytes)
    {
        Line($"data {bytes.Length}");
        stream.Write(bytes);
        stream.Write("\n"u8);
    }

    private static string Mode(string path) => path.EndsWith(".sh", StringComparison.Ordinal) ? "100755" : "100644";

    private static string Zone(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);
}
