using TorchTrt.Release.Journal;

namespace TorchTrt.Release.Tests.Journal;

public sealed class HashChainTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_journal_as_it_was_written_holds()
        => HashChain.Verify(Chain("Freeze", "Bump", "Tag"), "journal.jsonl").ShouldBeEmpty();

    [Fact]
    public void The_hash_of_an_entry_is_the_same_on_every_machine()
        => Chain("Freeze").Single().Hash.ShouldBe("17e6b50c26846cba60fc4036cfce4b11a75964b9c89ffe698d2e52785d452865");

    [Fact]
    public void The_time_zone_of_the_machine_does_not_matter()
    {
        var here = HashChain.Next(null, Noon.ToOffset(TimeSpan.FromHours(9)), EntryKind.Intent, "Bump", ["edit version.txt"]);
        here.ShouldSatisfyAllConditions(
            entry => entry.Hash.ShouldBe(HashChain.Next(null, Noon, EntryKind.Intent, "Bump", ["edit version.txt"]).Hash),
            entry => entry.TimeText.ShouldBe("2026-03-01T12:00:00.0000000Z"));
    }

    [Fact]
    public void Two_lines_are_not_the_same_as_one_with_a_line_end_in_it()
        => HashChain.Next(null, Noon, EntryKind.Intent, "Bump", ["a", "b"]).Hash
            .ShouldNotBe(HashChain.Next(null, Noon, EntryKind.Intent, "Bump", ["a\n1:b"]).Hash);

    [Theory]
    [InlineData("line")]
    [InlineData("step")]
    [InlineData("kind")]
    [InlineData("time")]
    public void Changing_anything_of_an_entry_is_found_in_its_line(string part)
    {
        var chain = Chain("Freeze", "Bump", "Tag");
        chain[1] = part switch
        {
            "line" => chain[1] with { Lines = ["nothing happened"] },
            "step" => chain[1] with { Step = "Thaw" },
            "kind" => chain[1] with { Kind = EntryKind.Receipt },
            _ => chain[1] with { Time = Noon.AddTicks(1) },
        };
        HashChain.Verify(chain, "journal.jsonl").ShouldHaveSingleItem().Where.ShouldBe("journal.jsonl:2");
    }

    [Fact]
    public void An_entry_that_was_changed_together_with_its_hash_no_longer_fits_the_next()
    {
        var chain = Chain("Freeze", "Bump", "Tag");
        chain[1] = HashChain.Next(chain[0], Noon, EntryKind.Intent, "Bump", ["nothing happened"]);
        HashChain.Verify(chain, "journal.jsonl").ShouldHaveSingleItem().Where.ShouldBe("journal.jsonl:3");
    }

    [Fact]
    public void A_removed_entry_is_found()
    {
        var chain = Chain("Freeze", "Bump", "Tag");
        chain.RemoveAt(1);
        HashChain.Verify(chain, "journal.jsonl").Select(error => error.Code).ShouldBe(["TR9301", "TR9301"]);
    }

    [Fact]
    public void Every_kind_reads_back_from_its_word()
    {
        foreach (var kind in Enum.GetValues<EntryKind>())
        {
            EntryKinds.TryRead(kind.Word(), out var read).ShouldBeTrue();
            read.ShouldBe(kind);
        }
    }

    private static List<JournalEntry> Chain(params string[] steps)
    {
        var chain = new List<JournalEntry>();
        foreach (var step in steps) chain.Add(HashChain.Next(chain.LastOrDefault(), Noon, EntryKind.Intent, step, [$"change for {step}"]));
        return chain;
    }
}
