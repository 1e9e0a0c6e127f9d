namespace Build.Provisioning;

/// <summary>What a target needs of the machine.</summary>
public enum Need
{
    Git,

    /// <summary>A Docker engine that answers.</summary>
    Docker,

    /// <summary>Bazel, a JDK and a C++ compiler.</summary>
    Bazel,

    /// <summary>Sphinx, breathe, doxygen, make.</summary>
    Sphinx,

    /// <summary>What builds a container's base image from the distribution's packages.</summary>
    BaseImages,

    /// <summary>Python 3 with venv and pip, to install wheels and build Python applications.</summary>
    Python,

    /// <summary>make and a C++ compiler, to build C++ applications.</summary>
    Cpp,

    /// <summary>A browser that takes pictures without a screen.</summary>
    Browser,

    /// <summary>GNU time, and the programs that ours is timed against.</summary>
    Timing,

    /// <summary>What signs: minisign, gpg, ssh-keygen; and what others' schemas are checked with.</summary>
    Signing,

    /// <summary>Podman, to see that it does in Docker's place.</summary>
    Podman,

    /// <summary>npm, for what others publish there.</summary>
    Npm,

    /// <summary>Slurm's scheduler and node daemon, for a cluster of one node.</summary>
    Slurm,
}
