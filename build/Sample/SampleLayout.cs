namespace Build.Sample;

/// <summary>Which Torch-TensorRT the sample repository is laid out like.</summary>
public enum SampleLayout
{
    /// <summary>1.x: the version in py/setup.py, branch master, next release 1.1.0.</summary>
    Classic,

    /// <summary>2.12: the version in version.txt and MODULE.bazel, branch main, next release 2.12.0.</summary>
    Modern,
}
