using System.Text.Json.Serialization;

namespace PiHub.PluginHost.Catalogue;

/// <summary>JSON metadata of what is kept of the catalogue.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CatalogueOrigin))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
