using System.Text.Json.Serialization;

namespace PiHub.Api.Broker;

/// <summary>A message that was published.</summary>
/// <param name="Topic">Where to.</param>
/// <param name="SizeBytes">Its payload's length in bytes.</param>
internal sealed record PublishResponse(string Topic, [property: JsonPropertyName("size")] int SizeBytes);
