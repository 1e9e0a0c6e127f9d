using System.Text;
using Build.Suites;

namespace Build.Tests.Suites;

public sealed class TrxFiles
{
    private const string Trx = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testName="a" outcome="Passed" />
            <UnitTestResult testName="b" outcome="Passed" />
            <UnitTestResult testName="c" outcome="Failed"><Output><ErrorInfo><Message>no</Message></ErrorInfo></Output></UnitTestResult>
            <UnitTestResult testName="d" outcome="NotExecuted"><Output><StdOut>needs docker: no engine answers</StdOut></Output></UnitTestResult>
            <UnitTestResult testName="e" outcome="NotExecuted"><Output><ErrorInfo><Message>only on Windows</Message></ErrorInfo></Output></UnitTestResult>
          </Results>
        </TestRun>
        """;

    [Fact]
    public void Results_are_counted_and_missing_components_named()
    {
        var counts = TrxFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(Trx)));

        counts.ToString().ShouldBe("2 passed, 1 failed, 2 skipped");
        counts.MissingComponents.ShouldBe(["needs docker: no engine answers"]);
    }

    [Fact]
    public void Runs_add_up()
        => new TestCounts(1, 2, 3, ["needs a GPU"]).Plus(new TestCounts(10, 20, 30, [])).ToString().ShouldBe("11 passed, 22 failed, 33 skipped");
}
