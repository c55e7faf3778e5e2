using System.Diagnostics.CodeAnalysis;

namespace PiHub.Sdk.Bus;

/// <summary>The names of a device's topics, <c>pihub/&lt;device&gt;/…</c>, and the rule for device ids.</summary>
/// <remarks>Since 0.1.</remarks>
public static class DeviceTopic
{
    /// <summary>The rule for device ids in words, for error messages.</summary>
    public const string IdRule = "a device id is 1 to 63 characters: a-z, 0-9, '_' and '-', starting with a letter or digit";

    private const string Root = "pihub/";

    /// <summary>The topic of samples.</summary>
    /// <param name="device">The device's id.</param>
    public static string State(string device) => $"{Root}{device}/state";

    /// <summary>The retained topic that says <c>online</c> or <c>offline</c>.</summary>
    /// <param name="device">The device's id.</param>
    public static string Availability(string device) => $"{Root}{device}/availability";

    /// <summary>The retained topic of the device's descriptor.</summary>
    /// <param name="device">The device's id.</param>
    public static string Descriptor(string device) => $"{Root}{device}/descriptor";

    /// <summary>The topic of events.</summary>
    /// <param name="device">The device's id.</param>
    public static string Event(string device) => $"{Root}{device}/event";

    /// <summary>The topic of one command; its answer goes to the same topic with <c>/result</c> behind.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="command">The command's name, or <c>+</c> for all.</param>
    public static string Command(string device, string command) => $"{Root}{device}/command/{command}";

    /// <summary>Splits a topic into device and the rest, e.g. <c>pihub/meter/state</c> into <c>meter</c> and <c>state</c>.</summary>
    /// <param name="topic">A topic name.</param>
    /// <param name="device">The second level, not yet checked with <see cref="IsValidId"/>.</param>
    /// <param name="channel">Everything after it.</param>
    /// <returns>False when the topic is not of the form <c>pihub/&lt;device&gt;/&lt;channel&gt;</c>.</returns>
    public static bool TrySplit(string topic, [NotNullWhen(true)] out string? device, [NotNullWhen(true)] out string? channel)
    {
        ArgumentNullException.ThrowIfNull(topic);
        device = channel = null;
        if (!topic.StartsWith(Root, StringComparison.Ordinal))
        {
            return false;
        }

        int slash = topic.IndexOf('/', Root.Length);
        if (slash < 0)
        {
            return false;
        }

        device = topic[Root.Length..slash];
        channel = topic[(slash + 1)..];
        return true;
    }

    /// <summary>Whether a device id follows <see cref="IdRule"/>.</summary>
    /// <param name="device">The id to check.</param>
    public static bool IsValidId([NotNullWhen(true)] string? device)
    {
        if (device is null or { Length: 0 or > 63 } || device[0] is '_' or '-')
        {
            return false;
        }

        foreach (char c in device)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
