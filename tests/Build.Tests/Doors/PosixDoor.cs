namespace Build.Tests.Doors;

public sealed class PosixDoor : IDisposable
{
    private readonly DoorFixture _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Arguments_and_folder_reach_the_program_untouched()
    {
        var (exitCode, output, _) = _house.Open("--target=Release", "--repo", "a b", "", "$(id) *", "quo\"te'");

        exitCode.ShouldBe(0);
        output.ShouldBe($"{_house.Elsewhere}\n[{_house.Program}]\n[--target=Release]\n[--repo]\n[a b]\n[]\n[$(id) *]\n[quo\"te']\n");
    }

    [Fact]
    public void The_program_s_exit_code_is_the_door_s()
    {
        _house.Environment["DOOR_EXIT"] = "4";

        _house.Open("--target=Release").ExitCode.ShouldBe(4);
    }

    [Fact]
    public void A_symbolic_link_to_the_door_opens_the_same_house()
    {
        var first = Path.Combine(_house.Elsewhere, "link");
        var second = Path.Combine(_house.Tools, "release");
        File.CreateSymbolicLink(first, "../the house/build.sh");
        File.CreateSymbolicLink(second, first);

        _house.OpenAt(second, "--help").Output.ShouldContain($"[{_house.Program}]");
    }

    [Fact]
    public void An_unchanged_house_is_built_once()
    {
        _house.Age();
        _house.Open("--help").Errors.ShouldBe("building the release program\n");
        _house.Open("--help").Errors.ShouldBeEmpty();
        _house.Builds.ShouldBe(1);
    }

    [Fact]
    public void A_changed_source_is_built_again()
    {
        _house.Open("--help");
        _house.Age();
        File.WriteAllText(_house.Source, "class Changed;");
        _house.Open("--help");

        _house.Builds.ShouldBe(2);
    }

    [Fact]
    public void A_removed_source_is_built_again()
    {
        _house.Open("--help");
        _house.Age();
        File.Delete(Path.Combine(_house.Home, "src", "Mind", "Mind.cs"));
        _house.Open("--help");

        _house.Builds.ShouldBe(2);
    }

    [Fact]
    public void A_changed_package_version_is_built_again()
    {
        _house.Open("--help");
        _house.Age();
        File.WriteAllText(Path.Combine(_house.Home, "Directory.Packages.props"), "<Project />");
        _house.Open("--help");

        _house.Builds.ShouldBe(2);
    }

    [Fact]
    public void A_failed_build_shows_its_output_and_is_tried_again()
    {
        _house.Environment["DOOR_BROKEN"] = "yes";
        var (exitCode, output, errors) = _house.Open("--help");

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldContain("error CS1002");
        errors.ShouldContain("TR9030");

        _house.Environment.Clear();
        _house.Open("--help").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Doors_opened_together_build_once()
    {
        _house.Environment["DOOR_SLOW"] = "1";
        var doors = Enumerable.Range(0, 4).Select(_ => _house.Start(_house.Door, "--help")).ToList();
        foreach (var door in doors)
        {
            door.WaitForExit();
            door.ExitCode.ShouldBe(0);
            door.Dispose();
        }

        _house.Builds.ShouldBe(1);
    }

    [Fact]
    public void Without_dotnet_the_door_says_how_to_get_it()
    {
        _house.GoBare();
        var (exitCode, _, errors) = _house.Open("--target=Release");

        exitCode.ShouldBe(1);
        errors.ShouldStartWith("TR9031");
        errors.ShouldContain("--install-dotnet");
        errors.Trim().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public void Dotnet_is_found_where_its_root_says()
    {
        var root = Path.Combine(_house.Elsewhere, "dot net");
        DoorFixture.PutDotNetIn(root);
        _house.GoBare();
        _house.Environment["DOTNET_ROOT"] = root;

        _house.Open("--help").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Dotnet_is_fetched_only_when_asked_for()
    {
        _house.GoBare();
        _house.OfferDownload();

        _house.Open("--help").ExitCode.ShouldBe(1);
        _house.Open("--help", "--install-dotnet").ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(0),
            run => run.Output.ShouldContain("[--install-dotnet]"));
        _house.Open("--help").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Without_flock_doors_opened_together_still_build_once()
    {
        WithoutFlock();
        _house.Environment["DOOR_SLOW"] = "1";
        var doors = Enumerable.Range(0, 4).Select(_ => _house.Start(_house.Door, "--help")).ToList();
        foreach (var door in doors)
        {
            door.WaitForExit();
            door.ExitCode.ShouldBe(0);
            door.Dispose();
        }

        _house.Builds.ShouldBe(1);
    }

    [Fact]
    public void A_lock_left_by_a_killed_door_is_no_hindrance()
    {
        WithoutFlock();
        Directory.CreateDirectory(Path.Combine(_house.Home, "build", "obj"));
        File.CreateSymbolicLink(Path.Combine(_house.Home, "build", "obj", "door.lock.holder"), "999999999");

        _house.Open("--help").ExitCode.ShouldBe(0);
        _house.Builds.ShouldBe(1);
    }

    private void WithoutFlock()
    {
        _house.GoBare();
        DoorFixture.PutDotNetIn(_house.BarePath!);
    }
}
