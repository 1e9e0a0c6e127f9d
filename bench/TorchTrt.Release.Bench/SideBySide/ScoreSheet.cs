using System.Globalization;
using System.Text;

namespace TorchTrt.Release.Bench.SideBySide;

/// <summary>A standing as Markdown.</summary>
public static class ScoreSheet
{
    public static string Of(Standing standing)
    {
        var sheet = new StringBuilder();
        sheet.Append(CultureInfo.InvariantCulture, $"## {standing.Contest.Name}\n\n{standing.Contest.Question} Medians of {standing.Ours.Runs.Count} rounds in turn.\n\n");
        sheet.Append("| program | wall s | cpu s | peak MiB | ours / this (lowest to highest) | aim |\n|---|---|---|---|---|---|\n");
        sheet.Append(CultureInfo.InvariantCulture, $"| {standing.Ours.Contender.Name} {Figures(standing.Ours)} | | |\n");
        foreach (var (peer, score, ratio) in standing.Peers)
        {
            var aim = peer.AtMost is { } most ? string.Create(CultureInfo.InvariantCulture, $"≤ {most:0.###}: {(ratio.Median <= most ? "met" : "missed")}") : "";
            sheet.Append(CultureInfo.InvariantCulture, $"| {peer.Contender.Name} {Figures(score)} | {ratio.Median:0.000} ({ratio.Lowest:0.000} to {ratio.Highest:0.000}) | {aim} |\n");
        }

        return sheet.Append('\n').ToString();
    }

    private static string Figures(Score score) => string.Create(CultureInfo.InvariantCulture, $"| {score.Wall:0.000} | {score.Cpu:0.00} | {score.PeakMemory:0}");
}
