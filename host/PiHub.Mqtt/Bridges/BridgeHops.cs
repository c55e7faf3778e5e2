using System.Security.Cryptography;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bridges;

/// <summary>Which hubs a message has passed, as an MQTT 5 user property, so that a ring of bridges does not turn it for ever.</summary>
/// <remarks>The list holds for the payload that it was made for: programs copy user properties into answers, which are other messages.
/// </remarks>
internal sealed class BridgeHops(string hubId)
{
    /// <summary>The user property: eight hexadecimal digits of the payload's hash, a colon, and the hubs in order, with commas.</summary>
    public const string PropertyName = "pihub-bridge-hops";

    private const int MaximumHubs = 16;

    /// <summary>A message comes over a bridge.</summary>
    /// <returns>Its user properties from now on; null when it has been here, or anywhere too often.</returns>
    public IReadOnlyList<KeyValuePair<string, string>>? Enter(BusMessage message)
    {
        string[] hubs = Read(message);
        return hubs.Contains(hubId) || hubs.Length >= MaximumHubs ? null : Write(message, [.. hubs, hubId]);
    }

    /// <summary>A message is to go over a bridge.</summary>
    /// <returns>Its user properties from now on; null when it has been here before, or anywhere too often.</returns>
    public IReadOnlyList<KeyValuePair<string, string>>? Leave(BusMessage message)
    {
        string[] hubs = Read(message);
        if (hubs.Length > 0 && hubs[^1] == hubId)
        {
            return message.UserProperties; // it has just come
        }

        return hubs.Contains(hubId) || hubs.Length >= MaximumHubs ? null : Write(message, [.. hubs, hubId]);
    }

    /// <summary>Whether a client, which is then another hub's bridge, publishes what has been here.</summary>
    public bool HasReturned(BusMessage message) => Read(message) is [.., var last] hubs && last != hubId && hubs.Contains(hubId);

    private static string[] Read(BusMessage message)
    {
        foreach (KeyValuePair<string, string> pair in message.UserProperties)
        {
            if (pair.Key == PropertyName)
            {
                string[] parts = pair.Value.Split(':', 2);
                return parts.Length == 2 && parts[1].Length > 0 && parts[0] == HashOf(message) ? parts[1].Split(',') : [];
            }
        }

        return [];
    }

    private static KeyValuePair<string, string>[] Write(BusMessage message, IEnumerable<string> hubs) =>
    [
        .. message.UserProperties.Where(pair => pair.Key != PropertyName),
        KeyValuePair.Create(PropertyName, $"{HashOf(message)}:{string.Join(',', hubs)}"),
    ];

    private static string HashOf(BusMessage message) => Convert.ToHexStringLower(SHA256.HashData(message.Payload.Span).AsSpan(0, 4));
}
