namespace Build.Provisioning;

/// <summary>Where provisioning says what it does.</summary>
/// <param name="Say">Takes one line for each thing that is done.</param>
/// <param name="Progress">Takes every line of a tool that runs long, for whoever shows the last one; called from any thread.</param>
public sealed record ProvisioningLog(Action<string> Say, Action<string> Progress);
