using System.Text.Json.Serialization;

namespace MyPlugin;

/// <summary>JSON metadata of everything that routes, events and settings read and write. A type that is missing here fails its route.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Peak[]))]
[JsonSerializable(typeof(MyPluginSettings))]
internal sealed partial class MyPluginJson : JsonSerializerContext;
