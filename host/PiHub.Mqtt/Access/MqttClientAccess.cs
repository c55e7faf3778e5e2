namespace PiHub.Mqtt.Access;

/// <summary>Who a client is and what it may do, for the length of its connection.</summary>
public sealed record MqttClientAccess
{
    /// <summary>The user's or key's name, for the log.</summary>
    public required string Name { get; init; }

    /// <summary>Cancelled when the client may no longer be connected: its connection is then closed at once.</summary>
    public CancellationToken Revoked { get; init; }

    /// <summary>Whether it may publish to a topic name. Called for every message from any thread: it must be fast.</summary>
    public Func<string, bool> MayPublish { get; init; } = static _ => true;

    /// <summary>Whether it may subscribe to a topic filter; of a shared subscription, the filter behind the group. Messages on matching
    /// topics are checked again by <see cref="MayReceive"/> only.</summary>
    public Func<string, SubscribePermission> MaySubscribe { get; init; } = static _ => SubscribePermission.Granted;

    /// <summary>Whether it may get messages of a topic that one of its subscriptions matches; null for everything that was subscribed.
    /// Called for every delivery from any thread: it must be fast.</summary>
    public Func<string, bool>? MayReceive { get; init; }
}
