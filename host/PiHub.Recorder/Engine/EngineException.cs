namespace PiHub.Recorder.Engine;

/// <summary>The engine's disk or server fails for now.</summary>
public sealed class EngineException : IOException
{
    /// <summary>Makes it.</summary>
    /// <param name="message">Cause, place and remedy in one line.</param>
    /// <param name="innerException">What happened.</param>
    public EngineException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
