namespace Cake.Frosting;

/// <summary>The build program itself is written wrongly, for example a dependency on a class that is no task.</summary>
public sealed class FrostingException : Exception
{
    public FrostingException(string message)
        : base(message)
    {
    }

    public FrostingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
