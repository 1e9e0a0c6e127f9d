namespace Build.Adapters.Git;

/// <summary>A part of a <see cref="FileTransaction"/> that becomes visible at one moment.</summary>
internal interface IPieceOfWork
{
    /// <summary>Absolute path of what it changes.</summary>
    string Target { get; }

    /// <summary>Whether there is anything to do.</summary>
    bool Changes { get; }

    /// <summary>Its line in the note of the transaction.</summary>
    string Line(string root);

    /// <summary>Makes the new content beside the target, flushed.</summary>
    void Prepare();

    /// <summary>The one rename or removal.</summary>
    void Commit();

    /// <summary>As if nothing had been done, whatever was.</summary>
    void TakeBack();
}
