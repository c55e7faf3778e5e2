namespace PiHub.Backup;

/// <summary>A backup cannot be made, found or put back.</summary>
public sealed class BackupException : Exception
{
    /// <summary>Makes it.</summary>
    /// <param name="message">Cause and remedy in a sentence.</param>
    /// <param name="innerException">What happened.</param>
    public BackupException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
