using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Steps;

public class NextVersionPolicyTests
{
    [Theory]
    [InlineData("alpha", "0.0.2", "chore!: new TensorRT", "0.0.3")]
    [InlineData("beta", "0.2.0", "fix: a crash", "0.2.1")]
    [InlineData("beta", "0.2.0", "feat: more converters", "0.2.1")]
    [InlineData("beta", "0.2.0", "refactor!(//cpp): renamed", "0.3.0")]
    [InlineData("1.0+", "1.0.0", "fix: a crash", "1.0.1")]
    [InlineData("1.0+", "1.0.0", "docs: words", "1.0.1")]
    [InlineData("1.0+", "1.0.0", "feat(//py): more", "1.1.0")]
    [InlineData("1.0+", "1.0.0", "refactor(//core)!: other bindings", "1.1.0")]
    [InlineData("1.0+", "1.0.0", "refactor! : renamed the package", "2.0.0")]
    [InlineData("1.0+", "1.0.0", "fix: y\n\nBREAKING CHANGE: gone", "2.0.0")]
    public void The_criteria_decide_while_the_tree_still_names_the_last_release(string rule, string last, string commit, string expected)
    {
        var next = Decide(last, [last], [commit]);

        next.Version.ToString().ShouldBe(expected);
        next.Rule.Display().ShouldBe(rule);
    }

    [Theory]
    [InlineData("0.2.0", "0.3.0")]
    [InlineData("1.0.0", "1.1.0")]
    public void A_new_PyTorch_is_worth_a_minor(string last, string expected)
    {
        var next = Decide(last, [last], ["fix: x"], torchThen: 11, torchNow: 12);

        next.Version.ToString().ShouldBe(expected);
        next.Explanation.ShouldContain("PyTorch goes from 1.11 to 1.12 (py/requirements.txt:1).");
    }

    [Fact]
    public void The_development_version_in_the_tree_names_the_next_release()
    {
        var next = Decide("1.1.0a0", ["1.0.0"], ["feat: more"]);

        next.Version.ToString().ShouldBe("1.1.0");
        next.Contradiction.ShouldBeNull();
        next.Explanation.ShouldContain("The tree calls itself 1.1.0a0 (py/setup.py:1), which satisfies them: 1.1.0.");
    }

    [Fact]
    public void The_maintainers_series_stands_against_a_breaking_mark_and_the_contradiction_is_said()
    {
        var next = Decide("2.14.0a0", ["2.13.0"], ["refactor(executorch)!: share one stream"]);

        next.Version.ToString().ShouldBe("2.14.0");
        next.Contradiction.ShouldBe("The criteria ask for 3.0.0, the tree calls itself 2.14.0a0 (py/setup.py:1).");
    }

    [Fact]
    public void A_patch_named_in_the_tree_is_not_enough_for_a_feature()
    {
        var next = Decide("1.0.1a0", ["1.0.0"], ["feat: more"]);

        next.Version.ToString().ShouldBe("1.1.0");
        next.Contradiction.ShouldNotBeNull();
    }

    [Fact]
    public void A_version_that_exists_is_never_the_next_one() => Decide("2.12.0a0", ["2.12.0", "2.12.1", "2.13.0"], []).Version.ToString().ShouldBe("2.12.2");

    [Fact]
    public void On_an_older_line_only_patches_are_left() => Decide("1.4.0", ["1.4.0", "2.2.0", "2.13.0"], ["feat: backport"]).Version.ToString().ShouldBe("1.4.1");

    [Fact]
    public void The_first_release_is_what_the_tree_says()
    {
        var next = Decide("0.0.1", [], ["feat: everything"]);

        next.Version.ToString().ShouldBe("0.0.1");
        next.Rule.ShouldBe(ReleaseRule.Alpha);
    }

    [Fact]
    public void Each_commit_with_weight_is_explained_heaviest_first()
        => Decide("1.0.0", ["1.0.0"], ["fix: a crash", "docs: words", "feat(//py): more"]).Explanation.ShouldBe(
        [
            "The last release is 1.0.0, so the rule for 1.0+ applies: the major on breaking API changes; the minor on breaking changes in the compiler, new functionality or a new PyTorch; else the patch.",
            "  0000002 feat(//py): more (feat)",
            "  0000000 fix: a crash (fix)",
            "3 commits since, 1 of them without weight.",
            "The criteria ask for 1.1.0 or later.",
            "The tree still calls itself 1.0.0 (py/setup.py:1), so the criteria decide.",
        ]);

    [Theory]
    [InlineData("1.1.0", "1.0.0", "TR1003")]
    [InlineData("1.0.1", "1.2.0a0", "TR1004")]
    [InlineData("1.1.0rc1", "1.1.0a0", "TR1004")]
    [InlineData("1.1.1", "1.2.0a0", "TR1004")]
    [InlineData("0.9.0", "1.0.0", "TR1004")]
    public void A_version_that_exists_or_goes_backwards_is_refused(string requested, string tree, string code)
        => Should.Throw<ReleaseException>(() => NextVersionPolicy.Check(ReleaseVersion.Parse(requested), Tree(tree), Versions("1.0.0", "1.1.0")))
            .Errors.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Theory]
    [InlineData("1.0.1", "1.0.0")]
    [InlineData("1.1.1", "1.1.0")]
    [InlineData("1.2.0", "1.2.0a0")]
    [InlineData("1.2.0rc1", "1.2.0a0")]
    [InlineData("2.0.0", "1.2.0a0")]
    public void A_patch_of_the_trees_own_line_and_anything_later_is_fine(string requested, string tree)
        => Should.NotThrow(() => NextVersionPolicy.Check(ReleaseVersion.Parse(requested), Tree(tree), Versions("1.0.0", "1.1.0")));

    [Fact]
    public void On_a_release_branch_only_patches_come_whatever_the_commits_are()
    {
        var next = NextVersionPolicy.Decide(Facts("2.13.0a0", ["2.13.0"], ["feat: backport"]) with { Branch = "release/2.13" });

        next.Version.ToString().ShouldBe("2.13.1");
        next.Explanation.ShouldContain("The branch release/2.13 carries patches of 2.13 only: 2.13.1.");
    }

    [Theory]
    [InlineData("2.14.0rc1", "2.13.0")]
    [InlineData("2.14.0rc4", "2.13.0", "2.14.0rc3", "2.14.0rc1")]
    [InlineData("2.14.1rc1", "2.13.0", "2.14.0rc3", "2.14.0")]
    public void The_next_candidate_counts_on_from_the_last(string expected, params string[] releases)
        => NextVersionPolicy.Decide(Facts("2.14.0a0", releases, ["fix: x"]), NextKind.Candidate).Version.ToString().ShouldBe(expected);

    [Fact]
    public void A_patch_is_of_the_series_that_is_checked_out()
        => NextVersionPolicy.Decide(Facts("2.12.0a0", ["2.12.0", "2.12.1", "2.13.0"], ["feat: x"]), NextKind.Patch).Version.ToString().ShouldBe("2.12.2");

    [Fact]
    public void A_series_that_was_never_released_has_no_patch()
        => Should.Throw<ReleaseException>(() => NextVersionPolicy.Decide(Facts("2.14.0a0", ["2.13.0"], []), NextKind.Patch)).Errors[0].Code.ShouldBe("TR1080");

    [Theory]
    [InlineData("1.1.0", Agreement.Agrees, "--version=1.1.0 agrees with the criteria for 1.0+.")]
    [InlineData("1.1.0rc1", Agreement.Agrees, "--version=1.1.0rc1 agrees with the criteria for 1.0+.")]
    [InlineData("1.0.1", Agreement.Contradicts, "--version=1.0.1 contradicts the criteria for 1.0+: they ask for 1.1.0.")]
    [InlineData("2.0.0", Agreement.GoesFurther, "--version=2.0.0 goes further than the criteria for 1.0+ ask: 1.1.0 is enough.")]
    public void A_version_that_somebody_asks_for_is_judged(string requested, Agreement agreement, string sentence)
    {
        var next = Decide("1.0.0", ["1.0.0"], ["feat: more"]);

        next.Judge(ReleaseVersion.Parse(requested)).ShouldBe(agreement);
        next.Sentence(ReleaseVersion.Parse(requested)).ShouldBe(sentence);
    }

    private static NextVersion Decide(string tree, string[] releases, string[] commits, int torchThen = 11, int torchNow = 11)
        => NextVersionPolicy.Decide(Facts(tree, releases, commits, torchThen, torchNow));

    private static NextVersionFacts Facts(string tree, string[] releases, string[] commits, int torchThen = 11, int torchNow = 11)
        => new(
            Tree(tree), Versions(releases), [.. commits.Select(Commit)], new TorchPin(1, torchNow, "py/requirements.txt:1"), new TorchPin(1, torchThen, "py/requirements.txt:1"));

    private static PackageVersion Tree(string text)
        => LooseVersion.TryRead(text, out var version) ? new PackageVersion(version, "py/setup.py:1") : throw new ArgumentException(text);

    private static IReadOnlyList<ReleaseVersion> Versions(params string[] versions) => [.. versions.Select(ReleaseVersion.Parse)];

    private static Commit Commit(string message, int number)
        => new(new CommitId($"{number:D7}".PadRight(40, '0')), [], "A", "a@example.org", DateTimeOffset.UnixEpoch, message);
}
