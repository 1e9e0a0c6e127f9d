using System.Xml.Linq;

namespace Build.Suites;

/// <summary>Reads a TRX file (Visual Studio's test result format).</summary>
public static class TrxFile
{
    /// <summary>A test that wants something the machine lacks is skipped with a reason that begins so: <c>needs docker: no engine answers</c>.</summary>
    public const string MissingComponent = "needs ";

    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static TestCounts Read(Stream trx)
    {
        var results = XDocument.Load(trx).Descendants(Trx + "UnitTestResult").ToList();
        var skipped = results.Where(result => Outcome(result) == "NotExecuted").ToList();
        return new TestCounts(
            results.Count(result => Outcome(result) == "Passed"),
            results.Count(result => Outcome(result) is not ("Passed" or "NotExecuted")),
            skipped.Count,
            [.. skipped.Select(Reason).Where(reason => reason.StartsWith(MissingComponent, StringComparison.OrdinalIgnoreCase))]);
    }

    private static string? Outcome(XElement result) => (string?)result.Attribute("outcome");

    /// <summary>Runners write the reason as a message or as standard output.</summary>
    private static string Reason(XElement result)
        => result.Descendants().Where(element => element.Name == Trx + "Message" || element.Name == Trx + "StdOut").Select(element => element.Value.Trim()).FirstOrDefault(text => text.Length > 0) ?? "";
}
