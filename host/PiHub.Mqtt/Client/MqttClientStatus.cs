namespace PiHub.Mqtt.Client;

/// <summary>A client at one moment.</summary>
public sealed record MqttClientStatus
{
    /// <summary>What it does.</summary>
    public required MqttClientState State { get; init; }

    /// <summary>Where the server is, without credentials.</summary>
    public required string Server { get; init; }

    /// <summary>Since when it is in this state, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What is wrong and what to do about it, for a person; null while nothing is.</summary>
    public string? Reason { get; init; }

    /// <summary>How many attempts to connect have failed since the last connection ended.</summary>
    public int AttemptsSinceConnected { get; init; }

    /// <summary>Messages written to the server since the client was created, repetitions included.</summary>
    public long MessagesSent { get; init; }

    /// <summary>Messages read from the server since the client was created, repetitions included.</summary>
    public long MessagesReceived { get; init; }

    /// <summary>Calls of <see cref="MqttClient.PublishAsync(PiHub.Sdk.Bus.BusMessage, CancellationToken)"/> that wait, and messages whose handshake is under way, at this moment.</summary>
    public int PublishesPending { get; init; }
}
