using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Live;

/// <summary>The names of the channels of <c>/api/events</c>.</summary>
internal static class EventChannel
{
    public const string Automations = "automations";
    public const string Broker = "broker";
    public const string Devices = "devices";
    public const string HubLogs = "logs";
    public const string Installs = "installs";
    public const string Jobs = "jobs";
    public const string Notifications = "notifications";
    public const string Plugins = "plugins";

    private const string SamplesPrefix = "samples/";
    private const string EventsPrefix = "events/";
    private const string LogsPrefix = "logs/";
    private const string MqttPrefix = "mqtt/";
    private const int MaximumFilterCharacters = 1_000;

    public static string Samples(string device) => SamplesPrefix + device;

    public static string Events(string plugin) => EventsPrefix + plugin;

    public static string Logs(string plugin) => LogsPrefix + plugin;

    public static bool IsLogs(string channel) => channel is HubLogs || channel.StartsWith(LogsPrefix, StringComparison.Ordinal);

    public static bool IsSamples(string channel) => channel.StartsWith(SamplesPrefix, StringComparison.Ordinal);

    public static bool IsMqtt(string channel) => channel.StartsWith(MqttPrefix, StringComparison.Ordinal);

    /// <summary>The topic filter of a channel that <see cref="IsMqtt"/>.</summary>
    public static string FilterOf(string channel) => channel[MqttPrefix.Length..];

    /// <summary>Whether a client may name this channel.</summary>
    public static bool IsValid(string? channel) => channel is Automations or Broker or Devices or HubLogs or Installs or Jobs or Notifications or Plugins
        || (channel is not null && IsSamples(channel) && DeviceTopic.IsValidId(channel[SamplesPrefix.Length..]))
        || (channel is not null && channel.StartsWith(EventsPrefix, StringComparison.Ordinal) && channel.Length is > 7 and < 80)
        || (channel is not null && channel.StartsWith(LogsPrefix, StringComparison.Ordinal) && channel.Length is > 5 and < 80)
        || (channel is not null && IsMqtt(channel) && IsFilter(FilterOf(channel)));

    private static bool IsFilter(string filter) => filter.Length <= MaximumFilterCharacters && TopicFilter.IsValid(filter)
        && !filter.StartsWith("$share/", StringComparison.Ordinal);
}
