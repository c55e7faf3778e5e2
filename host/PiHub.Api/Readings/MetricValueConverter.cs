using System.Text.Json;
using System.Text.Json.Serialization;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>Writes a metric's value as a JSON number, boolean or string.</summary>
internal sealed class MetricValueConverter : JsonConverter<MetricValue>
{
    public override MetricValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The API only writes readings.");

    public override void Write(Utf8JsonWriter writer, MetricValue value, JsonSerializerOptions options) =>
        SamplePayload.Write(writer, value);
}
