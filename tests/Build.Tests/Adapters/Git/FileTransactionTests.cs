using Build.Adapters.Git;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Git;

/// <summary>All files or none, whenever the process dies.</summary>
public sealed class FileTransactionTests : IDisposable
{
    private const string Old = "version.txt=old; run.sh=old; gone.txt=old";
    private const string New = "version.txt=new; run.sh=new; docs/v1/index.html=new";

    /// <summary>Draft, four files prepared, note, four files in place, note away.</summary>
    private const int Moments = 11;

    private readonly ToolsFolder folder = new();

    public FileTransactionTests()
    {
        foreach (var name in new[] { "version.txt", "run.sh", "gone.txt" }) folder.Write(Path.Combine("checkout", name), "old");
        Directory.CreateDirectory(folder["git"]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder[Path.Combine("checkout", "run.sh")], (UnixFileMode)0b111_101_101);
    }

    public static TheoryData<int> EveryMoment => [.. Enumerable.Range(1, Moments)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(EveryMoment))]
    public void Whenever_the_process_dies_the_next_call_leaves_all_files_old_or_all_new(int moment)
    {
        DieAt(moment);

        new FileTransaction(Root, Note).FinishEarlier();

        World().ShouldBe(moment < 6 ? Old : New);
        Leftovers().ShouldBeEmpty();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(Root, "run.sh")).ShouldBe((UnixFileMode)0b111_101_101);
    }

    [Theory]
    [MemberData(nameof(EveryMoment))]
    public void Whenever_the_process_dies_the_same_write_again_ends_as_if_it_had_not(int moment)
    {
        DieAt(moment);

        new FileTransaction(Root, Note).Write(Changes);

        World().ShouldBe(New);
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public void There_are_no_other_moments()
    {
        var moments = new List<string>();

        new FileTransaction(Root, Note) { Told = moments.Add }.Write(Changes);

        moments.Count.ShouldBe(Moments);
    }

    [Fact]
    public void A_file_that_somebody_edited_after_the_crash_is_left_as_it_stands_and_so_are_the_others()
    {
        DieAt(7);
        folder.Write(Path.Combine("checkout", "run.sh"), "mine");

        new FileTransaction(Root, Note).FinishEarlier();

        World().ShouldBe("version.txt=new; run.sh=mine; gone.txt=old");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public void A_crash_while_finishing_is_finished_as_well()
    {
        DieAt(7);
        File.Move(Path.Combine(Root, "run.sh" + FileTransaction.Beside), Path.Combine(Root, "run.sh"), overwrite: true);

        new FileTransaction(Root, Note).FinishEarlier();

        World().ShouldBe(New);
    }

    private static IReadOnlyList<FileChange> Changes =>
    [
        new("version.txt", "new"u8.ToArray()), new("run.sh", "new"u8.ToArray()), new("docs/v1/index.html", "new"u8.ToArray()), new("gone.txt", null),
    ];

    private string Root => folder["checkout"];

    private string Note => folder[Path.Combine("git", "note")];

    /// <summary>Writes until that effect is done, then stops without tidying up, as SIGKILL does.</summary>
    private void DieAt(int moment)
    {
        var left = moment;
        var dying = new FileTransaction(Root, Note)
        {
            Told = what =>
            {
                if (--left == 0) throw new InvalidOperationException(what);
            },
        };
        Should.Throw<InvalidOperationException>(() => dying.Write(Changes));
    }

    private string World() => string.Join("; ", new[] { "version.txt", "run.sh", "gone.txt", "docs/v1/index.html" }
        .Where(name => File.Exists(Path.Combine(Root, name))).Select(name => $"{name}={File.ReadAllText(Path.Combine(Root, name))}"));

    private IEnumerable<string> Leftovers()
        => Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories).Where(path => path.EndsWith(FileTransaction.Beside, StringComparison.Ordinal) || path.StartsWith(Note, StringComparison.Ordinal));
}
