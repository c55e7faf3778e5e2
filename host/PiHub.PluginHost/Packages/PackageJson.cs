using System.Text.Json.Serialization;

namespace PiHub.PluginHost.Packages;

/// <summary>JSON metadata of the files that belong to packages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SignatureDocument))]
[JsonSerializable(typeof(InstalledRecord))]
internal sealed partial class PackageJson : JsonSerializerContext;
