using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using TorchTrt.Release.Suites;

namespace Build.Adapters.Builds;

/// <summary>What pytest writes with <c>--junitxml</c> (https://docs.pytest.org/en/stable/how-to/output.html).</summary>
internal static class JUnitReport
{
    /// <param name="path">Absolute.</param>
    /// <returns>One failed test where the report is cut off: pytest did not come to its end.</returns>
    public static TestTally Read(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader).Descendants("testsuite").Select(Of).Aggregate(TestTally.None, (sum, one) => sum + one);
        }
        catch (XmlException)
        {
            return new TestTally(0, 1, 0);
        }
    }

    private static TestTally Of(XElement suite)
    {
        var (bad, skipped) = (Count(suite, "failures") + Count(suite, "errors"), Count(suite, "skipped"));
        return new TestTally(Math.Max(0, Count(suite, "tests") - bad - skipped), bad, skipped);
    }

    private static int Count(XElement suite, string name)
        => int.TryParse(suite.Attribute(name)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
}
