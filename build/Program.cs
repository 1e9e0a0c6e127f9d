using Build;
using Build.CommandLine;
using Build.Output;
using TorchTrt.Release;

using var console = new RedactedConsole(Environment.GetEnvironmentVariable);
try
{
    return ReleaseHost.Run(args, DeskFolders.OfThisProcess(), console.Screen);
}
catch (ReleaseException misplaced)
{
    console.Screen.Error(misplaced.Message);
    return (int)misplaced.ExitCode;
}
