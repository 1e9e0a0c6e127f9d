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

    private TwinState(string path, JObject content, TimeProvider time, Beginning beginning)
    {
        Beginning = beginning;
        this.path = path;
        this.content = content;
        Time = time;
        AssetFolder = Path.Combine(Path.GetDirectoryName(path)!, "assets");
        Directory.CreateDirectory(AssetFolder);
    }

    public TimeProvider Time { get; }

    public Beginning Beginning { get; }

    /// <summary>Folder of the assets' bytes, a file each, named by its id.</summary>
    public string AssetFolder { get; }

    /// <summary>The time as GitHub writes it.</summary>
    public string Now => Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <exception cref="ReleaseException">TR3902 when the seed cannot be used, TR3903 when the state cannot be read or written.</exception>
    public static TwinState Open(TwinOptions options, BareGit git)
    {
        var path = Path.Combine(options.Folder, "state.json");
        try
        {
            Directory.CreateDirectory(options.Folder);
            return File.Exists(path) ? Continued(path, options) : Planted(path, options, git);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(new ReleaseError(
                "TR3903", $"the twin's state cannot be read or written: {error.Message}", "make room or make it writable; a damaged file is begun anew by deleting it", path), error);
        }
    }

    private static TwinState Continued(string path, TwinOptions options)
    {
        var state = new TwinState(path, Parse(File.ReadAllText(path)), options.Time, Beginning.Continued);
        state.content["rulesets"] ??= new JArray();
        state.Sweep();
        return state;
    }

    private static TwinState Planted(string path, TwinOptions options, BareGit git)
    {
        var state = new TwinState(path, Empty(), options.Time, Beginning.Planted);
        state.Change(content => Seed.Plant(content, options, git, state.Now));
        return state;
    }

    /// <summary>Removes bytes that no asset owns: uploads cut off by the end of a process, and assets whose deletion it interrupted.</summary>
    private void Sweep()
    {
        var owned = content["assets"]!.Select(asset => asset["id"]!.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(AssetFolder).Where(file => !owned.Contains(Path.GetFileName(file)))) File.Delete(file);
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

    /// <summary>A locked branch is shut, but not for administrators, whose token the twin's is, unless rules are enforced for them too.</summary>
    public bool IsShut(string branch) => Read(content =>
        content["protections"]![branch] is JObject protection && (bool?)protection["lock_branch"] == true && (bool?)protection["enforce_admins"] == true);

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
        ["rulesets"] = new JArray(),
        ["releases"] = new JArray(),
        ["assets"] = new JArray(),
    };
}

/// <summary>Where a state came from.</summary>
internal enum Beginning
{
    /// <summary>New, from the seed.</summary>
    Planted,

    /// <summary>A process before left it.</summary>
    Continued,
}
