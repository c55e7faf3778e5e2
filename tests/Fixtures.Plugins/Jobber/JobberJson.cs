using System.Text.Json.Serialization;

namespace PiHub.Fixtures.Jobber;

[JsonSerializable(typeof(Count))]
internal sealed partial class JobberJson : JsonSerializerContext;
