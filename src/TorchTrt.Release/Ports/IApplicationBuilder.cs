using TorchTrt.Release.Applications;

namespace TorchTrt.Release.Ports;

/// <summary>Builds the checked-in applications in copies of the checkout.</summary>
public interface IApplicationBuilder
{
    /// <summary>Why this machine cannot build an application: a tool, or what its toolchain must fetch. Null when it can.</summary>
    Task<ReleaseError?> Unable(Application application, CancellationToken cancel);

    Task<ToolRun> Build(Application application, CancellationToken cancel);
}
