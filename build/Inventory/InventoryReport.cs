using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;
using TorchTrt.Release.Steps;

namespace Build.Inventory;

/// <summary>The inventory as a person or a program reads it.</summary>
public static class InventoryReport
{
    private static readonly JsonSerializerSettings CamelCase = new() { ContractResolver = new CamelCasePropertyNamesContractResolver(), Formatting = Formatting.Indented, Converters = { new StringEnumConverter(new CamelCaseNamingStrategy()) } };

    /// <param name="stages">What the token may do; null where no forge was asked, and then the tools alone are the answer.</param>
    public static string Json(IReadOnlyList<ToolFact> tools, IReadOnlyList<StageAccess>? stages)
        => (stages is null ? JsonConvert.SerializeObject(tools, CamelCase) : JsonConvert.SerializeObject(new { tools, stages }, CamelCase)) + "\n";

    public static string Text(IReadOnlyList<ToolFact> tools)
    {
        var width = tools.Max(tool => tool.Command.Length);
        var text = new StringBuilder();
        foreach (var tool in tools) text.Append($"{tool.Command.PadRight(width)}  {State(tool)}\n");
        var missing = tools.Where(tool => tool.Path is null).ToList();
        return text.Append(missing.Count == 0 ? "Nothing is missing.\n" : $"{missing.Count} missing; --provision installs what a target needs.\n").ToString();
    }

    private static string State(ToolFact tool) => tool switch
    {
        { Path: null } => $"missing: package {tool.Package}, needed for {tool.NeededFor}",
        { Version: null } => $"found at {tool.Path}, but it does not answer; needed for {tool.NeededFor}",
        _ => tool.Version,
    };
}
