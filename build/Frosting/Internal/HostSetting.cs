namespace Cake.Frosting.Internal;

/// <summary>A Cake configuration value given by the program.</summary>
internal sealed record HostSetting(string Key, string Value);
