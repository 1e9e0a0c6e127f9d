using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Steps;

public sealed class LockStepTests
{
    private readonly MemoryForge forge = new();
    private readonly ReleaseTarget target = new(ReleaseVersion.Parse("1.1.0"), null, MemoryForge.Commit('a'), "main", new RepositoryName("pytorch", "TensorRT"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_free_lock_is_taken_and_let_go_at_the_end()
    {
        var step = Step("one");
        await step.Apply((Pending)await step.Observe(Cancel), Cancel);

        (await step.Observe(Cancel)).ShouldBeOfType<Done>();
        await step.LetGo(Cancel);
        forge.Lock.Held.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_command_in_the_same_folder_finds_its_lock_again_after_a_crash_and_lets_it_go()
    {
        var died = Step("one");
        await died.Apply((Pending)await died.Observe(Cancel), Cancel);

        var continued = Step("one");
        (await continued.Observe(Cancel)).ShouldBeOfType<Done>();
        await continued.LetGo(Cancel);

        forge.Lock.Held.ShouldBeNull();
    }

    [Fact]
    public async Task A_run_that_takes_nothing_lets_go_what_one_before_it_could_not()
    {
        var died = Step("one");
        await died.Apply((Pending)await died.Observe(Cancel), Cancel);

        await Step("two").LetGo(Cancel);
        forge.Lock.Held.ShouldNotBeNull();
        await Step("one").LetGo(Cancel);

        forge.Lock.Held.ShouldBeNull();
    }

    [Fact]
    public async Task Another_holder_is_refused_with_what_to_do()
    {
        var first = Step("one");
        await first.Apply((Pending)await first.Observe(Cancel), Cancel);

        var blocked = (await Step("two").Observe(Cancel)).ShouldBeOfType<Blocked>();

        blocked.Reasons.ShouldHaveSingleItem().ToString().ShouldContain("--take-over");
    }

    [Fact]
    public async Task With_a_reason_a_stale_lock_is_taken_over()
    {
        var first = Step("one");
        await first.Apply((Pending)await first.Observe(Cancel), Cancel);

        var second = Step("two", "its machine burned");
        var pending = (await second.Observe(Cancel)).ShouldBeOfType<Pending>();
        await second.Apply(pending, Cancel);

        pending.Changes.ShouldHaveSingleItem().Verb.ShouldBe("take over lock");
        forge.Lock.Held.ShouldNotBeNull().TakeOver.ShouldBe("its machine burned");
    }

    [Fact]
    public async Task Somebody_who_came_and_went_between_the_look_and_the_lock_is_noticed()
    {
        var slow = Step("one");
        var pending = (Pending)await slow.Observe(Cancel);
        var quick = Step("two");
        await quick.Apply((Pending)await quick.Observe(Cancel), Cancel);

        await Should.ThrowAsync<ReleaseException>(() => slow.Apply(pending, Cancel));
    }

    private LockStep Step(string holder, string? takeOver = null) => new(forge, target, new LockTerms("ada", "workstation", holder, takeOver), TimeProvider.System);
}
