using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Client;

/// <summary>What the server is asked about one filter.</summary>
/// <param name="Entry">The filter.</param>
/// <param name="Number">The entry's wish that this is.</param>
/// <param name="Request">As it stands at this moment.</param>
/// <param name="IsWanted">Whether to subscribe; else to unsubscribe.</param>
internal sealed record SubscriptionWish(FilterEntry Entry, int Number, SubscriptionRequest Request, bool IsWanted);
