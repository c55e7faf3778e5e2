namespace PiHub.Sdk.Bus;

/// <summary>The bus refused a message: malformed payload or topic, or not permitted. Nothing was published.</summary>
/// <remarks>Since 0.1.</remarks>
public sealed class BusRejectedException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="message">What is wrong and what would be right, for a person.</param>
    public BusRejectedException(string message)
        : base(message)
    {
    }
}
