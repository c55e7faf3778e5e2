using System.Text.Json.Serialization;

namespace PiHub.PluginHost.State;

/// <summary>JSON metadata of what <see cref="PluginTable"/> keeps as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PluginGrant))]
[JsonSerializable(typeof(PluginChange))]
internal sealed partial class StateJson : JsonSerializerContext;
