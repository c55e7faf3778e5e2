using System.Text.Json.Serialization;

namespace PiHub.Fixtures.Tunable;

[JsonSerializable(typeof(CurrentSettings))]
internal sealed partial class TunableJson : JsonSerializerContext;
