using System.Text.Json.Serialization;

namespace PiHub.Fixtures.Probe;

[JsonSerializable(typeof(Count))]
internal sealed partial class ProbeJson : JsonSerializerContext;
