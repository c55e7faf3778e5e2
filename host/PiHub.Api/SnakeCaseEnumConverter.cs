using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Api;

/// <summary>Writes an enumeration as words in snake_case.</summary>
internal sealed class SnakeCaseEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;
