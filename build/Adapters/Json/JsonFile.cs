using Build.Output;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;

namespace Build.Adapters.Json;

/// <summary>JSON on disk: indented UTF-8 with LF, written beside, flushed to the disk, then renamed. A reader sees the old file or the new one.</summary>
internal static class JsonFile
{
    /// <exception cref="ReleaseException">TR9304 when it cannot be written; the old file is then still there.</exception>
    public static void Write(string path, JObject json)
    {
        var beside = $"{path}.{Environment.ProcessId}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(Encoding.UTF8.GetBytes(Redactor.OfThisProcess.Redact(Text(json))));
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            DeleteLeftover(beside);
            throw new ReleaseException(NotWritable(path, problem), problem);
        }
    }

    /// <summary>The object in a file; null when there is no file.</summary>
    /// <exception cref="ReleaseException">TR9305 when it is there and is not a JSON object.</exception>
    public static JObject? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (JsonException problem)
        {
            throw new ReleaseException(NotReadable(path, problem.Message), problem);
        }
    }

    /// <summary>Parses without turning texts that look like times into times.</summary>
    public static JObject Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, Culture = CultureInfo.InvariantCulture };
        var json = JObject.Load(reader);
        while (reader.Read())
            if (reader.TokenType != JsonToken.Comment) throw new JsonReaderException("There is more after the object.");
        return json;
    }

    public static ReleaseError NotReadable(string path, string what) => new(
        "TR9305", $"The file cannot be understood: {what.TrimEnd('.')}.", "move it away and give the same command again; it is written anew", path, "what this program wrote");

    public static ReleaseError NotWritable(string path, Exception problem) => new(
        "TR9304", $"The file cannot be written: {problem.Message.TrimEnd('.')}.", "make room there or choose another folder with --artifacts, and give the same command again", path);

    private static string Text(JObject json)
    {
        var text = new StringBuilder();
        using (var writer = new JsonTextWriter(new StringWriter(text, CultureInfo.InvariantCulture) { NewLine = "\n" }) { Formatting = Formatting.Indented })
            json.WriteTo(writer);
        return text.Append('\n').ToString();
    }

    private static void DeleteLeftover(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The error that led here is the one to report; a leftover is overwritten by the next write.
        }
    }
}
