namespace PiHub.Mqtt.Client;

/// <summary>What a client does at this moment.</summary>
public enum MqttClientState
{
    /// <summary>Not started yet, or disposed.</summary>
    Stopped,

    /// <summary>A connection is being made.</summary>
    Connecting,

    /// <summary>The server has accepted the connection.</summary>
    Connected,

    /// <summary>It waits before the next attempt.</summary>
    Waiting,
}
