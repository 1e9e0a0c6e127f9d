using TorchTrt.Release.Audit;

namespace TorchTrt.Release.Tests.Audit;

public class BaselineTests
{
    private static readonly Located Macros = new("v2.7.0", new Finding("TR1030", "cpp/include/torch_tensorrt/macros.h:26", "2.7.0", "2.6.0", "bump it"));
    private static readonly Located Docs = new("main", new Finding("TR1041", "docs/v0.2.0/x.js:3", "v0.2.0", "master", "make it anew"));

    [Fact]
    public void An_accepted_finding_is_told_apart_with_its_reason()
    {
        var report = new Baseline("accepted.json", [new AcceptedFinding("TR1041", "docs/v0.2.0/x.js", null, null, "shipped in 2021", 3)]).Apply(["v2.7.0", "main"], [Macros, Docs]);

        report.Findings.ShouldBe([Macros]);
        report.Accepted.ShouldBe([(Docs, "shipped in 2021")]);
        report.Fails.ShouldBeTrue();
    }

    [Theory]
    [InlineData("master", null, true)]
    [InlineData("main", null, false)]
    [InlineData(null, "main", true)]
    [InlineData(null, "v2.7.0", false)]
    public void An_entry_may_be_narrowed_to_what_was_found_and_where(string? found, string? name, bool accepts)
        => new AcceptedFinding("TR1041", "docs/v0.2.0/x.js", found, name, "known", 1).Matches(Docs).ShouldBe(accepts);

    [Fact]
    public void An_entry_whose_finding_is_gone_is_a_finding()
    {
        var report = new Baseline("accepted.json", [new AcceptedFinding("TR1052", "docsrc/RELEASE_CHECKLIST.md", null, null, "later", 7)]).Apply(["main"], []);

        report.Findings.ShouldHaveSingleItem().Finding.Where.ShouldBe("accepted.json:7");
        report.Findings[0].Finding.Code.ShouldBe("TR1057");
    }

    [Fact]
    public void An_entry_for_a_state_that_was_not_asked_for_is_left_alone()
        => new Baseline("accepted.json", [new AcceptedFinding("TR1030", "x", null, "v1.0.0", "known", 1)]).Apply(["main"], []).Findings.ShouldBeEmpty();

    [Fact]
    public void Notes_fail_nothing()
        => new AuditReport(["main"], [new Located("main", new Finding("TR1054", "refs/tags/x:1", "a", "b", "c"))], []).Fails.ShouldBeFalse();

    [Fact]
    public void A_page_joins_what_stayed_wrong_from_release_to_release()
    {
        Located At(string name, int line) => new(name, new Finding("TR1030", $"docker/MODULE.bazel.ngc:{line}", "2.9.0", "2.5.0a0", "bump it"));
        var page = AuditPage.Of(new AuditReport(["v2.5.0", "v2.6.0", "v2.7.0", "main"], [At("v2.5.0", 3), At("v2.6.0", 4), At("main", 3)], []));

        page.ShouldContain("| docker/MODULE.bazel.ngc:3 | 2.5.0a0 | 2.9.0 | v2.5.0 to v2.6.0, main |\n");
        page.ShouldContain("| all | 3 | 0 | 0 |\n");
    }

    [Fact]
    public void Every_rule_has_a_code_of_its_own()
    {
        AuditRules.All.Select(rule => rule.Code).ShouldBeUnique();
        AuditRules.All.Select(rule => rule.Name).ShouldBeUnique();
    }
}
