using PiHub.Sdk.Bus;

namespace PiHub.Api.Live;

/// <summary>The names of the channels of <c>/api/events</c>.</summary>
internal static class EventChannel
{
    public const string Devices = "devices";
    public const string Plugins = "plugins";

    private const string SamplesPrefix = "samples/";
    private const string EventsPrefix = "events/";

    public static string Samples(string device) => SamplesPrefix + device;

    public static string Events(string plugin) => EventsPrefix + plugin;

    public static bool IsSamples(string channel) => channel.StartsWith(SamplesPrefix, StringComparison.Ordinal);

    /// <summary>Whether a client may name this channel.</summary>
    public static bool IsValid(string? channel) => channel is Devices or Plugins
        || (channel is not null && IsSamples(channel) && DeviceTopic.IsValidId(channel[SamplesPrefix.Length..]))
        || (channel is not null && channel.StartsWith(EventsPrefix, StringComparison.Ordinal) && channel.Length is > 7 and < 80);
}
