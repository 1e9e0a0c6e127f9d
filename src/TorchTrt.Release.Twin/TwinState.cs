using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin;

/// <summary>
/// What the forge knows besides git, in GitHub's own JSON shapes. Changed under one lock, and on disk (written beside, flushed, renamed) before
/// the change returns.
/// </summary>
internal sealed class TwinState
{
    private readonly string path;
    private readonly JObject content;
    private readonly Lock gate = new();

    private TwinState(string path, JObject content, TimeProvider time)
    {
        this.path = path;
        this.content = content;
        Time = time;
        AssetFolder = Path.Combine(Path.GetDirectoryName(path)!, "assets");
        Directory.CreateDirectory(AssetFolder);
    }

    public TimeProvider Time { get; }

    /// <summary>Folder of the assets' bytes, a file each, named by its id.</summary>
    public string AssetFolder { get; }

    /// <summary>The time as GitHub writes it.</summary>
    public string Now => Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public static TwinState Open(TwinOptions options, BareGit git)
    {
        Directory.CreateDirectory(options.Folder);
        var path = Path.Combine(options.Folder, "state.json");
        if (File.Exists(path)) return new TwinState(path, Parse(File.ReadAllText(path)), options.Time);

        var state = new TwinState(path, Empty(), options.Time);
        state.Change(content => Seed.Plant(content, options, git, state.Now));
        return state;
    }

    /// <summary>Reads a copy, so that nobody holds on to what may change.</summary>
    public T Read<T>(Func<JObject, T> read)
    {
        lock (gate) return read(content);
    }

    /// <summary>Changes and saves. When saving fails, nothing was changed.</summary>
    public T Change<T>(Func<JObject, T> change)
    {
        lock (gate)
        {
            var before = content.DeepClone();
            try
            {
                var result = change(content);
                Save();
                return result;
            }
            catch
            {
                content.RemoveAll();
                content.Add(before.Children());
                throw;
            }
        }
    }

    public void Change(Action<JObject> change) => Change(content =>
    {
        change(content);
        return true;
    });

    /// <summary>The items of a list, copied.</summary>
    public IReadOnlyList<JObject> List(string name) => Read(content => content[name]!.Select(item => (JObject)item.DeepClone()).ToList());

    /// <summary>A number no other thing has.</summary>
    public static int Next(JObject content, string counter)
    {
        var next = (int)content["counters"]![counter]! + 1;
        content["counters"]![counter] = next;
        return next;
    }

    public static JObject Parse(string text)
    {
        using var json = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(json);
    }

    private void Save()
    {
        var beside = path + ".tmp";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(content.ToString(Formatting.Indented)));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    private static JObject Empty() => new()
    {
        ["counters"] = new JObject { ["number"] = 0, ["milestone"] = 0, ["id"] = 1000 },
        ["issues"] = new JArray(),
        ["pulls"] = new JArray(),
        ["milestones"] = new JArray(),
        ["checkRuns"] = new JArray(),
        ["statuses"] = new JArray(),
        ["protections"] = new JObject(),
        ["releases"] = new JArray(),
        ["assets"] = new JArray(),
    };
}
