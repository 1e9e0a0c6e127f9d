using TorchTrt.Release.Notes;
using TorchTrt.Release.Ports;
using TorchTrt.Tests.Shared;
using static TorchTrt.Tests.Shared.ChangelogWorld;

namespace TorchTrt.Release.Tests.Notes;

public sealed class ContributorsTests
{
    [Fact]
    public async Task One_person_is_named_once_and_machines_never()
    {
        var world = new ChangelogWorld().With(
            Commit(1, "a", "Grace Hopper"),
            Commit(2, "b\n\nCo-authored-by: grace hopper <other@example.com>\nCo-authored-by: Some Model <noreply@example.com>", "Ada"),
            Commit(3, "c", "dependabot[bot]"),
            Commit(4, "d") with { AuthorName = "G. H.", AuthorEmail = "OTHER@example.com" });

        (await Contributors.Of(world, new CommitRange(null, Id(1)), default)).Select(person => person.Name).ShouldBe(["Grace Hopper", "Ada"]);
    }
}
