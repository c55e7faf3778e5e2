using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.PluginHost.Manifests;

/// <summary>How <c>plugin.json</c> is written: snake_case, comments allowed, unknown members refused so that a misspelling is seen.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ManifestDocument))]
internal sealed partial class ManifestJson : JsonSerializerContext;
