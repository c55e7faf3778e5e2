namespace PiHub.Notifications.Targets;

/// <summary>Where on the hub's own broker a notification is published.</summary>
public sealed record MqttAddress
{
    /// <summary>The topic.</summary>
    /// <value>pihub/$hub/notification</value>
    public string Topic { get; init; } = DefaultTopic;

    internal const string DefaultTopic = "pihub/$hub/notification";
}
