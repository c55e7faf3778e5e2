using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Testing.Bus;

namespace PiHub.Sdk.Testing.Hosting;

/// <summary>Reads <c>plugin.json</c> as the hub does, as far as it matters to a running plugin.</summary>
internal static partial class ManifestFile
{
    private const string FileName = "plugin.json";

    /// <exception cref="InvalidOperationException">It is missing or not valid.</exception>
    public static PluginManifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"{path} is missing: is it copied to the output folder? PluginTestSetup.Folder names another one.");
        }

        PluginManifest manifest;
        try
        {
            JsonNode? document = JsonNode.Parse(
                File.ReadAllText(path), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            (document as JsonObject)?.Remove("$schema");
            manifest = Complete(document.Deserialize(Json.Default.PluginManifest) ?? throw new InvalidOperationException($"{path} is empty."));
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"{path} is not valid: {exception.Message}", exception);
        }

        foreach (string filter in manifest.Permissions.Subscribe.Concat(manifest.Permissions.Publish))
        {
            if (!TopicPattern.IsFilter(filter))
            {
                throw new InvalidOperationException($"{path}: permissions: '{filter}' is not an MQTT topic filter.");
            }
        }

        return manifest;
    }

    // Source-generated metadata sets init-only members that are not in the file to null, whatever their declared default.
    private static PluginManifest Complete(PluginManifest read) => read with
    {
        Description = read.Description ?? "",
        License = read.License ?? "",
        Icon = read.Icon ?? "",
        Permissions = new PluginPermissions
        {
            Subscribe = read.Permissions?.Subscribe ?? [],
            Publish = read.Permissions?.Publish ?? [],
            Connect = read.Permissions?.Connect ?? [],
            Hardware = read.Permissions?.Hardware ?? [],
        },
        Dependencies = read.Dependencies ?? [],
        DemoDevices = read.DemoDevices ?? [],
    };

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(PluginManifest))]
    private sealed partial class Json : JsonSerializerContext;
}
