using System.Diagnostics.CodeAnalysis;
using System.Text;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Retained;

/// <summary>A topic with its retained message. Guarded by <see cref="RetainedMessages"/>.</summary>
internal sealed class RetainedTopic
{
    public RetainedTopic(PublishedMessage message, long sizeBytes) => Replace(message, sizeBytes);

    public PublishedMessage Message { get; private set; }

    public string Name => Message.Message.Topic;

    public long SizeBytes { get; private set; }

    /// <summary>Whether it is made by the broker: not stored, and no part of its limits.</summary>
    public bool IsSystem => TopicName.IsSystem(Name);

    public static long SizeOf(PublishedMessage message) =>
        Encoding.UTF8.GetByteCount(message.Message.Topic) + message.Message.Payload.Length + message.EncodedProperties.Length;

    [MemberNotNull(nameof(Message))]
    public void Replace(PublishedMessage message, long sizeBytes) => (Message, SizeBytes) = (message, sizeBytes);
}
