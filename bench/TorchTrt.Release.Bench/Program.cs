using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Running;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Bench;
using TorchTrt.Release.Bench.Editors;
using TorchTrt.Release.Bench.SideBySide;
using TorchTrt.Release.Bench.Work;

// --in-process FILTER …            BenchmarkDotNet's own command line for what runs inside one process
// --editors                        megabytes a second of every editor of versions on hostile files
// [NAME …] [--rounds N] [--repo CLONE] [--output FILE]      contests of whole programs, side by side; all of them without a name
if (args is ["--in-process", .. var filters])
{
    InProcess(filters);
    return 0;
}

// --work NAME …      one piece of a contest's own work, as a program that can be timed
if (args is ["--work", "pack", var folder, var packed, .. var rest])
{
    PackFolder.Run(folder, packed, rest is [var level] ? int.Parse(level, CultureInfo.InvariantCulture) : GzipPlan.Standard.Level);
    return 0;
}

if (args is ["--work", "hash", var hashed])
{
    HashFile.Run(hashed);
    return 0;
}

if (args is ["--work", "objects", .. var objects])
{
    ExamineFiles.Objects(objects);
    return 0;
}

if (args is ["--work", "object-header", var single])
{
    ExamineFiles.Header(single);
    return 0;
}

if (args is ["--work", "wheel", var wheelFile])
{
    ExamineFiles.Wheel(wheelFile);
    return 0;
}

if (args is ["--editors"])
{
    Console.Write(EditorSpeed.Sheet());
    return 0;
}

var contests = typeof(IContest).Assembly.GetTypes()
    .Where(type => type.IsAssignableTo(typeof(IContest)) && type is { IsInterface: false, IsAbstract: false })
    .Select(type => (IContest)Activator.CreateInstance(type)!)
    .OrderBy(contest => contest.Name, StringComparer.Ordinal)
    .ToList();
var wish = Wish.Read(args);
if (wish.Names.FirstOrDefault(name => contests.All(contest => contest.Name != name)) is { } unknown)
{
    Console.Error.WriteLine($"there is no contest {unknown}; there are: {string.Join(", ", contests.Select(contest => contest.Name))}");
    return 1;
}

using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) => (press.Cancel, _) = (true, cancel.CancelAsync());
var referee = new Referee(wish.Rounds, Console.Error.WriteLine);
var sheets = new List<string>();
foreach (var contest in contests.Where(contest => wish.Names.Count == 0 || wish.Names.Contains(contest.Name)))
{
    var arena = new Arena(Directory.CreateTempSubdirectory($"bench-{contest.Name}-").FullName, wish.Home, Path.Combine(wish.Home, "artifacts", "bench", "peers"), wish.Checkout);
    try
    {
        sheets.Add(ScoreSheet.Of(await referee.Judge(contest, arena, cancel.Token)));
    }
    catch (AbsentException absent)
    {
        sheets.Add($"## {contest.Name}\n\nNot run: {absent.Message}.\n\n");
    }
    finally
    {
        Directory.Delete(arena.Folder, recursive: true);
    }

    Console.Write(sheets[^1]);
}

if (wish.Output is { } output)
{
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
    await File.WriteAllTextAsync(output, string.Concat(sheets));
}

return 0;

// On its own, so that a piece of work to be timed loads nothing of it.
static void InProcess(string[] filters)
    => BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(["--filter", .. filters.Length == 0 ? ["*"] : filters]);
