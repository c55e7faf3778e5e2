namespace PiHub.Mqtt.Client;

/// <summary>An outbox has no room for a message; it is not kept.</summary>
public sealed class OutboxFullException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="message">Which limit is reached, for a person.</param>
    public OutboxFullException(string message)
        : base(message)
    {
    }
}
