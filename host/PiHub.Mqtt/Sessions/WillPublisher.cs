using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;

namespace PiHub.Mqtt.Sessions;

/// <summary>Publishes wills (5.0: 3.1.2.5).</summary>
internal sealed class WillPublisher
{
    private readonly BrokerParts _parts;

    public WillPublisher(BrokerParts parts) => _parts = parts;

    /// <summary>Publishes a will as its client would have. Never fails; waits for the journal as long as the broker lives.</summary>
    public async Task PublishAsync(PendingWill pending)
    {
        WillMessage will = pending.Will;
        PublishedMessage message = PublishedMessage.Create(
            pending.ClientId,
            PublishedMessage.ToBusMessage(will.Topic, will.Payload, will.QualityOfService, will.Retain, will.Properties),
            will.Properties,
            _parts.Time);
#pragma warning disable CA1031 // Boundary to the journal: the session's end goes on without the will.
        try
        {
            PublishVerdict verdict = pending.Access.MayPublish(will.Topic)
                ? await _parts.Pipeline.PublishAsync(message, _parts.GivingUp)
                : _parts.Pipeline.Refuse(message, PublishVerdict.Rejected(ReasonCode.NotAuthorized, "not permitted to publish to this topic"));
            if (!verdict.IsAccepted)
            {
                Log.WillNotPublished(_parts.Logger, pending.ClientId, verdict.Reason ?? "");
            }
        }
        catch (Exception exception)
        {
            Log.WillNotPublished(_parts.Logger, pending.ClientId, exception.Message);
        }
#pragma warning restore CA1031
    }
}
