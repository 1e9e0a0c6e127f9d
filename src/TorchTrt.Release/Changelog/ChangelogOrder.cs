namespace TorchTrt.Release.Changelog;

/// <summary>Where a new section goes in a changelog.</summary>
public enum ChangelogOrder
{
    /// <summary>As the file's own sections stand; Torch-TensorRT's has its oldest first.</summary>
    Own,

    /// <summary>Before the sections of lower versions.</summary>
    Newest,

    /// <summary>After the sections of lower versions.</summary>
    Oldest,
}
