using TorchTrt.Release.Applications;

namespace TorchTrt.Release.Ports;

/// <summary>Builds the checked-in applications in copies of the checkout, and runs there what can run.</summary>
public interface IApplicationBuilder
{
    /// <summary>Why this machine cannot build an application: a tool, or what its toolchain must fetch. Null when it can.</summary>
    Task<ReleaseError?> Unable(Application application, CancellationToken cancel);

    Task<ToolRun> Build(Application application, CancellationToken cancel);

    /// <summary>Runs the programs of an application that was built, and says of the others why they are not run.</summary>
    Task<IReadOnlyList<ApplicationTrial>> Run(Application application, CancellationToken cancel);
}
