using Build.Adapters.Json;
using TorchTrt.Release;
using TorchTrt.Release.Journal;

namespace Build.Tests.Adapters.Json;

public sealed class JsonlJournalTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journal-");

    private string Journal => Path.Combine(folder.FullName, "release", "1.1.0", "journal.jsonl");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_appended_reads_back_in_order_and_holds()
    {
        await Write("Freeze", "Bump");
        var entries = JsonlJournal.Read(Journal);
        entries.Select(entry => (entry.Sequence, entry.Step)).ShouldBe([(1, "Freeze"), (2, "Bump")]);
        entries[1].Lines.ShouldBe(["edit \"Bump\": 1.0 -> 1.1 \u2713\nsecond line", "2026-03-01T12:00:00Z"]);
        HashChain.Verify(entries, Journal).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_entry_is_one_line_of_compact_json()
    {
        await Write("Freeze");
        (await File.ReadAllTextAsync(Journal, TestContext.Current.CancellationToken)).ShouldStartWith(
            """{"sequence":1,"time":"2026-03-01T12:00:00.0000000Z","kind":"intent","step":"Freeze","lines":["edit \"Freeze\": 1.0 -> 1.1 """);
    }

    [Fact]
    public async Task A_second_run_goes_on_with_the_chain()
    {
        await Write("Freeze");
        await Write("Bump");
        JsonlJournal.Read(Journal).Select(entry => entry.Sequence).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Only_the_owner_may_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no owner-only file mode.");
        await Write("Freeze");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Journal).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Wherever_a_crash_tears_the_last_line_the_chain_goes_on_from_the_line_before_it()
    {
        await Write("Freeze", "Bump");
        var whole = await File.ReadAllBytesAsync(Journal, TestContext.Current.CancellationToken);
        var second = Array.IndexOf(whole, (byte)'\n') + 1;
        foreach (var cut in Enumerable.Range(second + 1, whole.Length - second - 2).Where(cut => cut % 7 == 0).Append(whole.Length - 1))
        {
            await File.WriteAllBytesAsync(Journal, whole[..cut], TestContext.Current.CancellationToken);
            File.Delete($"{Journal}.torn");

            JsonlJournal.Read(Journal).Select(entry => entry.Step).ShouldBe(["Freeze"]);
            await Write("Tag");

            JsonlJournal.Read(Journal).Select(entry => entry.Step).ShouldBe(["Freeze", "Tag"]);
            (await File.ReadAllBytesAsync($"{Journal}.torn", TestContext.Current.CancellationToken)).ShouldBe([.. whole[second..cut], (byte)'\n']);
        }
    }

    [Fact]
    public async Task A_last_line_of_zeros_after_a_power_cut_is_torn_too()
    {
        await Write("Freeze");
        await File.AppendAllTextAsync(Journal, "\0\0\0\0\n", TestContext.Current.CancellationToken);
        await Write("Bump");
        JsonlJournal.Read(Journal).Select(entry => entry.Step).ShouldBe(["Freeze", "Bump"]);
    }

    [Fact]
    public async Task A_journal_that_somebody_edited_is_refused_with_the_line()
    {
        await Write("Freeze", "Bump", "Tag");
        var lines = await File.ReadAllLinesAsync(Journal, TestContext.Current.CancellationToken);
        lines[1] = lines[1].Replace("Bump", "Hump", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(Journal, lines, TestContext.Current.CancellationToken);
        var refusal = Should.Throw<ReleaseException>(() => JsonlJournal.Open(Journal, TimeProvider.System));
        refusal.Errors.ShouldHaveSingleItem().Where.ShouldBe($"{Journal}:2");
        refusal.Errors[0].Code.ShouldBe("TR9301");
    }

    [Fact]
    public async Task Lines_that_are_no_entries_are_all_named()
    {
        await Write("Freeze", "Bump");
        var lines = await File.ReadAllLinesAsync(Journal, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(Journal, ["hello", lines[0], "{}", lines[1]], TestContext.Current.CancellationToken);
        Should.Throw<ReleaseException>(() => JsonlJournal.Read(Journal)).Errors.Select(error => $"{error.Code} {error.Where}")
            .ShouldBe([$"TR9302 {Journal}:1", $"TR9302 {Journal}:3"]);
    }

    [Fact]
    public async Task Two_runs_of_one_release_at_once_are_refused_and_looking_is_not()
    {
        using var first = JsonlJournal.Open(Journal, new StoppedClock());
        await first.Append(EntryKind.RunStarted, "", ["Release"], CancellationToken.None);
        Should.Throw<ReleaseException>(() => JsonlJournal.Open(Journal, new StoppedClock())).Errors[0].Code.ShouldBe("TR9303");
        JsonlJournal.Read(Journal).Count.ShouldBe(1);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_one_clear_error()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "release"), "a file where the folder should be");
        Should.Throw<ReleaseException>(() => JsonlJournal.Open(Journal, TimeProvider.System)).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR9304");
    }

    private async Task Write(params string[] steps)
    {
        using var journal = JsonlJournal.Open(Journal, new StoppedClock());
        foreach (var step in steps)
            await journal.Append(EntryKind.Intent, step, [$"edit \"{step}\": 1.0 -> 1.1 \u2713\nsecond line", "2026-03-01T12:00:00Z"], CancellationToken.None);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
