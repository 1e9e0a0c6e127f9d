using Cake.Core;

namespace Cake.Frosting;

/// <summary>A target as the host sees it. Derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>.</summary>
public interface IFrostingTask
{
    /// <summary>Why the task was skipped, shown when <see cref="ShouldRun"/> said no.</summary>
    string SkippedMessage => string.Empty;

    Task RunAsync(ICakeContext context);

    /// <summary>False skips the task. A named target that is skipped fails the run; a dependency that is skipped does not.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles a failure; overriding it swallows the exception unless it is thrown again.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, failed or not.</summary>
    void Finally(ICakeContext context);
}
