using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;

namespace PiHub.Api.Tests.Broker;

/// <summary>A journal that refuses what is published below <c>bad/</c>, and never finishes what is below <c>stuck/</c>.</summary>
internal sealed class JudgingJournal : IPublishJournal
{
    public const string Reason = "nothing below bad/ is good";

    public async ValueTask<PublishVerdict> AppendAsync(PublishedMessage message, CancellationToken cancellationToken)
    {
        if (message.Message.Topic.StartsWith("stuck/", StringComparison.Ordinal))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return message.Message.Topic.StartsWith("bad/", StringComparison.Ordinal)
            ? PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, Reason)
            : PublishVerdict.Accepted;
    }
}
