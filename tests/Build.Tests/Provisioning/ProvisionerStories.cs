using Build.Provisioning;
using TorchTrt.Release;

namespace Build.Tests.Provisioning;

public sealed class ProvisionerStories : IDisposable
{
    private readonly string temp = Directory.CreateTempSubdirectory("provisioning-").FullName;
    private readonly PretendMachine machine = new();
    private readonly List<string> said = [];
    private readonly FixedClock clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(temp, recursive: true);

    [Fact]
    public async Task All_missing_packages_are_named_in_one_error_with_the_command_that_installs_them()
    {
        var error = (await Refusal(() => Subject.Require([Need.Docker, Need.Cpp, Need.BaseImages], Cancel))).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("TR4001");
        error.What.ShouldBe(
            "docker.io, iptables missing, needed to build wheels in a container; mmdebstrap, debian-archive-keyring missing, needed to make the wheel "
            + "container's base image; make, g++ missing, needed to build C++ applications.");
        error.Next.ShouldContain("apt-get install -y --no-install-recommends docker.io iptables mmdebstrap debian-archive-keyring make g++");
        machine.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_without_an_engine_is_not_docker()
    {
        machine.Programs.Add("docker");

        (await Subject.Missing([Need.Docker], Cancel)).Select(m => m.Package).ShouldBe(["docker.io", "iptables"]);
    }

    [Fact]
    public async Task An_engine_that_answers_from_elsewhere_is_enough()
    {
        machine.Programs.Add("docker");
        machine.EngineAnswers = true;

        await Subject.Require([Need.Docker], Cancel);
    }

    [Fact]
    public async Task An_installed_engine_that_does_not_answer_is_an_error_of_its_own()
    {
        machine.Programs.UnionWith(["docker", "dockerd", "iptables"]);

        (await Refusal(() => Subject.Require([Need.Docker], Cancel))).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR4804");
    }

    [Fact]
    public async Task On_a_bare_machine_lists_are_fetched_packages_installed_and_the_engine_started()
    {
        await Subject.Provide([Need.Docker, Need.Cpp], Cancel);

        machine.Ran.Count.ShouldBe(3);
        machine.Ran[0].ShouldEndWith("update");
        machine.Ran[1].ShouldEndWith("install -y --no-install-recommends docker.io iptables make g++");
        machine.Ran[2].ShouldStartWith("start-stop-daemon --start --background");
        said.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Provisioning_twice_does_nothing_the_second_time()
    {
        await Subject.Provide([Need.Docker, Need.Cpp], Cancel);
        machine.Ran.Clear();

        await Subject.Provide([Need.Docker, Need.Cpp], Cancel);

        machine.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fresh_lists_are_not_fetched_again()
    {
        machine.PackageListsFetched = clock.GetUtcNow().AddHours(-2);

        await Subject.Provide([Need.Cpp], Cancel);

        machine.Ran.ShouldHaveSingleItem().ShouldContain("install");
    }

    [Fact]
    public async Task A_slim_image_gets_the_folder_that_packages_of_a_jdk_fail_without()
    {
        machine.Programs.Remove("/usr/share/man/man1");

        await Subject.Provide([Need.Cpp], Cancel);

        machine.Ran[1].ShouldBe("mkdir -p /usr/share/man/man1");
    }

    [Fact]
    public async Task Lists_that_turn_out_too_old_are_fetched_and_the_install_tried_once_more()
    {
        machine.PackageListsFetched = clock.GetUtcNow().AddHours(-2);
        machine.Refuse("apt-get -o DPkg::Lock::Timeout=300 install", "E: Failed to fetch ... 404 Not Found");

        await Subject.Provide([Need.Cpp], Cancel);

        machine.Ran.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Another_package_manager_is_waited_for()
    {
        machine.Refuse("apt-get -o DPkg::Lock::Timeout=300 update", "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)");

        await Subject.Provide([Need.Cpp], Cancel);

        machine.Waited.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Without_root_the_exact_command_is_given_and_nothing_is_run()
    {
        machine.IsRoot = false;

        var error = (await Refusal(() => Subject.Provide([Need.Cpp], Cancel))).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("TR4806");
        error.Next.ShouldBe("sudo apt-get install -y --no-install-recommends make g++");
        machine.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_distribution_is_refused_with_the_names_to_look_for()
    {
        machine.Distributions = ["fedora"];

        var error = (await Refusal(() => Subject.Provide([Need.Cpp], Cancel))).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("TR4805");
        error.Next.ShouldContain("make g++");
        machine.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tool_that_is_still_missing_after_its_package_came_is_an_error()
    {
        machine.Brings["g++"] = [];

        (await Refusal(() => Subject.Provide([Need.Cpp], Cancel))).Errors.ShouldHaveSingleItem().What.ShouldContain("g++ missing");
    }

    [Fact]
    public async Task An_engine_that_does_not_come_up_shows_the_end_of_its_log()
    {
        machine.EngineStarts = false;

        var error = (await Refusal(() => Subject.Provide([Need.Docker], Cancel))).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("TR4808");
        error.Where.ShouldBe(Path.Combine(temp, "dockerd.log"));
        machine.Waited.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_engine_that_gave_up_is_not_waited_for()
    {
        machine.EngineStarts = false;
        machine.OnEngineStart = () => File.WriteAllText(Path.Combine(temp, "dockerd.log"), "failed to start daemon: no iptables\n");

        var error = (await Refusal(() => Subject.Provide([Need.Docker], Cancel))).Errors.ShouldHaveSingleItem();

        error.What.ShouldContain("no iptables");
        machine.Waited.ShouldBe(TimeSpan.Zero);
    }

    private Provisioner Subject => new(machine, clock, new DockerEngine(machine, temp, Log), Log);

    private ProvisioningLog Log => new(said.Add, _ => { });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<ReleaseException> Refusal(Func<Task> act) => Should.ThrowAsync<ReleaseException>(act);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
