using System.Text.Json.Serialization;

namespace PiHub.Fixtures.Tally;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Sum))]
internal sealed partial class TallyJson : JsonSerializerContext;
