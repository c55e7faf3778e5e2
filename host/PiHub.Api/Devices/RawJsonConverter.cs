using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Api.Devices;

/// <summary>Writes a text that is JSON already, as it is.</summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The API only writes recorded JSON.");

    // The recorder takes valid JSON only, so it need not be checked again.
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value, skipInputValidation: true);
}
