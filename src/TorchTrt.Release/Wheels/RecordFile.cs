using System.Globalization;

namespace TorchTrt.Release.Wheels;

/// <summary>A line of RECORD: <c>path,sha256=…,length</c>.</summary>
/// <param name="Hash">As written, <c>sha256=</c> and unpadded base64url; empty for none.</param>
/// <param name="Length">Null where none is written.</param>
public sealed record RecordLine(string Path, string Hash, long? Length);

/// <summary>The file RECORD of a wheel (PEP 376, PEP 427): comma-separated, quoted where a path needs it.</summary>
public static class RecordFile
{
    /// <summary>Null when it is not made of such lines.</summary>
    public static IReadOnlyList<RecordLine>? Read(string text)
    {
        var lines = new List<RecordLine>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0))
        {
            if (Fields(line) is not [var path, var hash, var length]) return null;
            if (length.Length > 0 && !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return null;
            lines.Add(new RecordLine(path, hash, length.Length == 0 ? null : long.Parse(length, CultureInfo.InvariantCulture)));
        }

        return lines;
    }

    /// <summary>A digest as RECORD spells it.</summary>
    public static string Hash(ReadOnlySpan<byte> sha256) => $"sha256={Convert.ToBase64String(sha256).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";

    private static List<string>? Fields(string line)
    {
        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                var field = new System.Text.StringBuilder();
                for (at++; ; at++)
                {
                    if (at >= line.Length) return null;
                    if (line[at] != '"') field.Append(line[at]);
                    else if (at + 1 < line.Length && line[at + 1] == '"') field.Append(line[at++]);
                    else break;
                }

                at++;
                fields.Add(field.ToString());
            }
            else
            {
                var comma = line.IndexOf(',', at) is >= 0 and var found ? found : line.Length;
                fields.Add(line[at..comma]);
                at = comma;
            }

            if (at >= line.Length) return fields;
            if (line[at++] != ',') return null;
        }
    }
}
