using System.Buffers;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>A message on its way to the server, with whoever waits for it. Its state belongs to <see cref="PublishWindow"/>.</summary>
internal sealed class OutgoingPublish
{
    /// <exception cref="ArgumentException">The message cannot be expressed in MQTT.</exception>
    public OutgoingPublish(BusMessage message, MessageTerms terms = default)
    {
        Check(message);
        Message = message;
        Properties = Encode(message, terms);
    }

    public BusMessage Message { get; }

    /// <summary>Encoded for MQTT 5, without their length.</summary>
    public byte[] Properties { get; }

    public bool NeedsAcknowledgement => Message.QualityOfService > QualityOfService.AtMostOnce;

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>0 until it is in flight.</summary>
    public ushort PacketId { get; set; }

    /// <summary>Whether the server may have it already.</summary>
    public bool WasSent { get; set; }

    /// <summary>Whether it was written to the present connection.</summary>
    public bool IsOnWire { get; set; }

    /// <summary>QoS 2: whether the server has it for certain (PUBREC).</summary>
    public bool IsReceived { get; set; }

    /// <summary>Written as it is now.</summary>
    public PublishFrame ToFrame(bool v5) => new(v5, Message.Topic, Message.Payload.Span, Properties)
    {
        QualityOfService = Message.QualityOfService,
        PacketId = PacketId,
        Retain = Message.Retain,
        Duplicate = WasSent,
    };

    private static void Check(BusMessage message)
    {
        if (!TopicName.IsValid(message.Topic))
        {
            throw new ArgumentException("the topic is empty, has a wildcard or is longer than 65,535 bytes", nameof(message));
        }

        if (message.ResponseTopic is { } response && !TopicName.IsValid(response))
        {
            throw new ArgumentException("the response topic is empty, has a wildcard or is longer than 65,535 bytes", nameof(message));
        }

        IEnumerable<string> texts = message.UserProperties.SelectMany(pair => new[] { pair.Key, pair.Value }).Append(message.ContentType ?? "");
        if (!texts.All(text => text.Length == 0 || TopicName.IsText(text)))
        {
            throw new ArgumentException("a property has a null character, half a character or more than 65,535 bytes", nameof(message));
        }
    }

    private static byte[] Encode(BusMessage message, MessageTerms terms)
    {
        if (terms == default && message is { ContentType: null, ResponseTopic: null, CorrelationData.Length: 0, UserProperties.Count: 0 })
        {
            return [];
        }

        var output = new ArrayBufferWriter<byte>();
        PropertyWriter.Write(output, MessageProperties.Of(message, terms));
        return output.WrittenSpan.ToArray();
    }
}
