using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Sdk.Devices;

/// <summary>Source-generated metadata of <see cref="DeviceDescriptor"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(MetricKindConverter)])]
[JsonSerializable(typeof(DeviceDescriptor))]
internal sealed partial class DescriptorJson : JsonSerializerContext
{
    /// <summary>Writes <c>total_increasing</c> for <see cref="MetricKind.TotalIncreasing"/>.</summary>
    internal sealed class MetricKindConverter()
        : JsonStringEnumConverter<MetricKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
}
