using System.Text.Json.Serialization;

namespace PiHub.Notifications.Targets;

/// <summary>How a target is written into its table.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NotificationTarget))]
internal sealed partial class TargetJson : JsonSerializerContext;
