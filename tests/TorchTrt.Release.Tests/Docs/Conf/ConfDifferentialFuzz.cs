using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TorchTrt.Release.Docs.Conf;

namespace TorchTrt.Release.Tests.Docs.Conf;

/// <summary>
/// Files of every era, spoilt: whatever Python itself still reads is stamped as Python's own grammar says, and what it does not read is no reason to fail.
/// FUZZ_INPUTS says how many, FUZZ_SEED where to begin.
/// </summary>
public sealed class ConfDifferentialFuzz
{
    private static readonly string[] Pieces =
    [
        "'", "\"", "\"\"\"", "#", "(", ")", "[", "]", "{", "}", ",", ";", " \\\n", "\n", "\n\n", "    ", "=", ":", "+", "f", "r", "rb", "\\", "\\'", "\r\n", "\t",
        "version", "release", "_raw_version", "torch_tensorrt.__version__", "'v' + ", "if True:\n    ", "def f():\n    version = '1'\n", "# version = '1'\n", "x = ", "version = ",
        "import torch_tensorrt as t\n", "from torch_tensorrt import __version__\n", "version: str = 'x'\n", "'''\nversion = 1\n'''\n", "{x}", "{{", "lambda v=1: ", "a == b\n", "html_title = f'{version}'\n",
    ];

    private static int Inputs => int.Parse(Environment.GetEnvironmentVariable("FUZZ_INPUTS") ?? "2000", CultureInfo.InvariantCulture);

    private static int First => int.Parse(Environment.GetEnvironmentVariable("FUZZ_SEED") ?? "0", CultureInfo.InvariantCulture);

    [Fact]
    public void What_Python_reads_is_stamped_as_Python_would_and_what_it_does_not_is_no_reason_to_fail()
    {
        var python = new[] { "/usr/bin/python3", "/usr/local/bin/python3" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(python is null, "needs python3");
        using var oracle = Process.Start(new ProcessStartInfo(python, ["-X", "utf8", Path.Combine(AppContext.BaseDirectory, "Docs", "Conf", "conf-oracle.py")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false),
        })!;
        var (same, unread, different) = (0, 0, new List<string>());
        for (var number = First; number < First + Inputs && different.Count < 5; number++)
        {
            var text = Spoilt(new Random(number));
            var after = Encoding.UTF8.GetString(ConfShape.Stamped(Encoding.UTF8.GetBytes(text), "v2.13.0"));
            _ = ConfShape.Of(Encoding.UTF8.GetBytes(text)).Reason;
            oracle.StandardInput.WriteLine(JsonSerializer.Serialize(new[] { text, after }));
            oracle.StandardInput.Flush();
            switch (oracle.StandardOutput.ReadLine())
            {
                case "same": same++; break;
                case "no python": unread++; break;
                case var said: different.Add($"FUZZ_SEED={number} FUZZ_INPUTS=1\n{text}\n=>\n{after}\n{said}"); break;
            }
        }

        oracle.StandardInput.Close();
        oracle.WaitForExit();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Inputs} inputs: {same} stamped as by Python, {unread} no Python.");
        different.ShouldBeEmpty();
        if (Inputs >= 100) same.ShouldBeGreaterThan(Inputs / 10);
    }

    private static string Spoilt(Random random)
    {
        var eras = ConfEras.Releases.Select(release => release.Conf).Distinct().ToList();
        var text = new StringBuilder(eras[random.Next(eras.Count)]);
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0: text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)); break;
                case 1: text.Insert(LineStart(text, at), Pieces[random.Next(Pieces.Length)]); break;
                default: text.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
            }
        }

        return text.Append('\n').ToString();
    }

    private static int LineStart(StringBuilder text, int at)
    {
        while (at > 0 && text[at - 1] != '\n') at--;
        return at;
    }
}
