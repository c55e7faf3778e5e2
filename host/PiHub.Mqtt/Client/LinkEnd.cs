using PiHub.Mqtt.Codec;

namespace PiHub.Mqtt.Client;

/// <summary>Why an attempt to connect or a connection ended.</summary>
/// <param name="Text">What is wrong and what to do about it, for a person.</param>
internal sealed record LinkEnd(string Text)
{
    /// <summary>The client is disposed.</summary>
    public static readonly LinkEnd Stopped = new("The client is stopped.") { Farewell = ReasonCode.Success };

    /// <summary>What the server is told before closing; null for nothing.</summary>
    public ReasonCode? Farewell { get; init; }

    /// <summary>Whether to wait the longest time before the next attempt.</summary>
    public bool WaitsLongest { get; init; }
}
