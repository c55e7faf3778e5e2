using System.Buffers;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Sdk.Bus;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Storage;

/// <summary>A message in the eight columns that <c>message</c> and <c>retained</c> share.</summary>
internal static class MessageColumns
{
    public const string Names = "topic, payload, quality, retain, client_id, received_at, expiry_s, properties";

    public const int Count = 8;

    public static void Bind(Statement statement, PublishedMessage published)
    {
        BusMessage message = published.Message;
        statement.Bind(1, message.Topic);
        statement.BindBlob(2, message.Payload.Span);
        statement.Bind(3, (long)message.QualityOfService);
        statement.Bind(4, message.Retain ? 1L : 0L);
        statement.Bind(5, published.ClientId);
        statement.Bind(6, published.ReceivedAt.UtcTicks);
        if (published.ExpirySeconds is { } seconds)
        {
            statement.Bind(7, (long)seconds);
        }
        else
        {
            statement.BindNull(7);
        }

        statement.BindBlob(8, published.EncodedProperties);
    }

    /// <exception cref="MqttProtocolException">The stored properties are damaged.</exception>
    public static PublishedMessage Read(Statement row, int first, TimeProvider time)
    {
        PacketProperties? properties = ReadProperties(row.Blob(first + 7));
        var receivedAt = new DateTimeOffset(row.WholeNumber(first + 5), TimeSpan.Zero);
        return new PublishedMessage
        {
            ClientId = row.Text(first + 4),
            Message = PublishedMessage.ToBusMessage(
                row.Text(first), row.Blob(first + 1), (QualityOfService)row.WholeNumber(first + 2), row.WholeNumber(first + 3) != 0, properties),
            ReceivedAt = receivedAt,
            ReceivedTimestamp = ToTimestamp(receivedAt, time),
            PayloadFormatIndicator = properties?.PayloadFormatIndicator,
            ExpirySeconds = row.IsNull(first + 6) ? null : (uint)row.WholeNumber(first + 6),
        };
    }

    /// <summary>Reads what <see cref="PropertyWriter"/> wrote for a PUBLISH.</summary>
    /// <exception cref="MqttProtocolException">They are malformed.</exception>
    public static PacketProperties? ReadProperties(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty)
        {
            return null;
        }

        var packet = new ArrayBufferWriter<byte>(encoded.Length + 4);
        packet.WriteVariable((uint)encoded.Length);
        packet.Write(encoded);
        var fields = new FieldReader(packet.WrittenSpan);
        return PropertyReader.Read(ref fields, PropertyPlace.Publish);
    }

    /// <summary>The monotonic clock's reading at an instant that only the wall clock knows; an instant of the future counts as now.</summary>
    /// <remarks>After a start without network the wall clock may be behind.</remarks>
    public static long ToTimestamp(DateTimeOffset instant, TimeProvider time)
    {
        double ageSeconds = Math.Max(0, (time.GetUtcNow() - instant).TotalSeconds);
        return time.GetTimestamp() - (long)(ageSeconds * time.TimestampFrequency);
    }
}
