using PiHub.Access;
using PiHub.Mqtt.Access;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Mqtt;

/// <summary>What each role may do with topics where no configured rule says otherwise.</summary>
internal static class RoleTopics
{
    private const string HubTopic = "pihub/$hub";
    private const string BrokerTopic = "$SYS";

    public static MqttClientAccess Of(string name, Role role, CancellationToken revoked) => role switch
    {
        Role.Device => new MqttClientAccess
        {
            Name = name,
            Revoked = revoked,
            MayPublish = topic => topic.StartsWith($"pihub/{name}/", StringComparison.Ordinal),
            MaySubscribe = filter => filter.StartsWith(DeviceTopic.Command(name, ""), StringComparison.Ordinal)
                ? SubscribePermission.Granted
                : SubscribePermission.NotAuthorized,
        },
        Role.Viewer => new MqttClientAccess { Name = name, Revoked = revoked, MayPublish = _ => false },
        _ => new MqttClientAccess { Name = name, Revoked = revoked },
    };

    /// <summary>Whether only the hub may publish to a topic.</summary>
    public static bool IsHubTopic(string topic) => IsBelow(HubTopic, topic) || IsBelow(BrokerTopic, topic);

    private static bool IsBelow(string root, string topic) =>
        topic.StartsWith(root, StringComparison.Ordinal) && (topic.Length == root.Length || topic[root.Length] == '/');
}
