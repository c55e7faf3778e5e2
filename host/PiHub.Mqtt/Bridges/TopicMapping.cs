using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bridges;

/// <summary>Topics that are called one way here and another way there. Immutable.</summary>
internal sealed record TopicMapping
{
    public required string Filter { get; init; }

    public BridgeDirection Direction { get; init; }

    public string LocalPrefix { get; init; } = "";

    public string RemotePrefix { get; init; } = "";

    public QualityOfService MaximumQuality { get; init; } = QualityOfService.ExactlyOnce;

    public string LocalFilter => LocalPrefix + Filter;

    public string RemoteFilter => RemotePrefix + Filter;

    public bool IsIn => Direction != BridgeDirection.Out;

    public bool IsOut => Direction != BridgeDirection.In;

    /// <summary>What a topic of the hub is called there; null when it does not belong here.</summary>
    public string? ToRemote(string topic) => Map(LocalPrefix, LocalFilter, RemotePrefix, topic);

    /// <summary>What a topic of the remote broker is called here; null when it does not belong here.</summary>
    public string? ToLocal(string topic) => Map(RemotePrefix, RemoteFilter, LocalPrefix, topic);

    // "home/#" matches "home" too, which has no part behind the prefix "home/".
    private static string? Map(string from, string filter, string to, string topic) =>
        topic.StartsWith(from, StringComparison.Ordinal) && TopicFilter.Matches(filter, topic)
        && string.Concat(to, topic.AsSpan(from.Length)) is var mapped && TopicName.IsValid(mapped)
            ? mapped
            : null;
}
