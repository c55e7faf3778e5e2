using System.Text.Json.Serialization;

namespace PiHub.Fixtures.Upgrade;

[JsonSerializable(typeof(string))]
internal sealed partial class UpgradeJson : JsonSerializerContext;
