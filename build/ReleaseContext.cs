using Build.CommandLine;
using Build.Output;
using Cake.Core;
using Cake.Frosting;

namespace Build;

/// <summary>What every task sees: the request, the folders and the screen. Nothing here changes; state between targets is files.</summary>
public sealed class ReleaseContext(ICakeContext context, ReleaseRequest request, DeskFolders folders, Screen screen) : FrostingContext(context)
{
    public ReleaseRequest Request { get; } = request;

    public DeskFolders Folders { get; } = folders;

    public Screen Screen { get; } = screen;
}
