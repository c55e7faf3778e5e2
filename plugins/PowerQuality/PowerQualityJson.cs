using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using PiHub.Plugins.PowerQuality.Metering;

namespace PiHub.Plugins.PowerQuality;

/// <summary>JSON metadata of everything that the routes answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyDictionary<string, PhaseReading>))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(PhaseReading))]
internal sealed partial class PowerQualityJson : JsonSerializerContext;
