using System.Text;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Tests.Storage;

/// <summary>All of a state in text, so that states can be compared and differences read.</summary>
internal static class StateText
{
    public static string Of(StoredState state)
    {
        var text = new StringBuilder();
        foreach (StoredSession session in state.Sessions.OrderBy(session => session.ClientId, StringComparer.Ordinal))
        {
            text.AppendLine($"session {session.ClientId} {session.ExpirySeconds} {session.DisconnectedAt:O}");
            foreach (StoredSubscription subscription in session.Subscriptions.OrderBy(subscription => subscription.Filter, StringComparer.Ordinal))
            {
                text.AppendLine($"  {subscription}");
            }

            foreach (StoredDelivery delivery in session.Deliveries)
            {
                string ids = delivery.Delivery.SubscriptionIds is { } given ? $"[{string.Join(' ', given)}]" : "none";
                text.AppendLine($"  {delivery.Sequence} {delivery.Delivery.Quality} {delivery.Delivery.Retain} {ids} {delivery.PacketId} "
                    + $"{delivery.IsReceived} {Of(delivery.Delivery.Message)}");
            }

            text.AppendLine($"  receipts {string.Join(' ', session.Receipts.Order())}");
        }

        foreach (PublishedMessage message in state.Retained.OrderBy(message => message.Message.Topic, StringComparer.Ordinal))
        {
            text.AppendLine($"retained {Of(message)}");
        }

        return text.ToString();
    }

    private static string Of(PublishedMessage published) =>
        $"{published.Message.Topic} {Convert.ToHexString(published.Message.Payload.Span)} {published.Message.QualityOfService} "
        + $"{published.Message.Retain} {published.ClientId} {published.ReceivedAt:O} {published.ExpirySeconds} {published.PayloadFormatIndicator} "
        + $"{published.Message.ContentType} {published.Message.ResponseTopic} {Convert.ToHexString(published.Message.CorrelationData.Span)} "
        + string.Join(';', published.Message.UserProperties);
}
