using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The folder the program wants to work in unless the command line names another.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
