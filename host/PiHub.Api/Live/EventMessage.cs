using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PiHub.Api.Broker;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Live;

/// <summary>Writes the messages of <c>/api/events</c>: <c>{topic, time, data}</c>.</summary>
internal static class EventMessage
{
    public static byte[] Of<T>(string topic, DateTimeOffset time, T data, JsonTypeInfo<T> typeInfo) =>
        Write(topic, time, writer => JsonSerializer.Serialize(writer, data, typeInfo));

    public static byte[] Of(string topic, DateTimeOffset time, Sample sample) => Write(topic, time, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("time", UtcTimeConverter.Text(sample.Time));
        writer.WriteStartObject("metrics");
        foreach ((string name, MetricValue value) in sample.Metrics)
        {
            writer.WritePropertyName(name);
            SamplePayload.Write(writer, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    public static byte[] Of(string topic, WatchedMessage message) => Write(topic, message.Time, writer =>
    {
        PayloadView view = PayloadView.Of(message.Preview, message.SizeBytes, WatchedMessage.PreviewBytes);
        writer.WriteStartObject();
        writer.WriteString("topic", message.Topic);
        writer.WriteString("payload", view.Payload);
        writer.WriteString("encoding", view.Encoding);
        writer.WriteBoolean("truncated", view.Truncated);
        writer.WriteNumber("size", message.SizeBytes);
        writer.WriteNumber("qos", message.QualityOfService);
        writer.WriteBoolean("retain", message.Retain);
        writer.WriteString("time", UtcTimeConverter.Text(message.Time));
        writer.WriteNumber("count", message.Count);
        writer.WriteEndObject();
    });

    public static byte[] Dropped(string topic, int count, DateTimeOffset time) => Write(topic, time, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("dropped", count);
        writer.WriteEndObject();
    });

    public static byte[] Removed(string topic, DateTimeOffset time, string id) => Write(topic, time, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteBoolean("removed", true);
        writer.WriteEndObject();
    });

    public static byte[] Missed(int count, DateTimeOffset time) => Write("missed", time, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("missed", count);
        writer.WriteEndObject();
    });

    public static byte[] Error(string message, DateTimeOffset time) => Write("error", time, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("message", message);
        writer.WriteEndObject();
    });

    private static byte[] Write(string topic, DateTimeOffset time, Action<Utf8JsonWriter> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("topic", topic);
            writer.WriteString("time", UtcTimeConverter.Text(time));
            writer.WritePropertyName("data");
            writeData(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
