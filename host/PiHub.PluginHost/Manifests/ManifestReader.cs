using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Manifests;

/// <summary>Reads and checks <c>plugin.json</c> without loading code; every error at once.</summary>
internal static partial class ManifestReader
{
    public const string FileName = "plugin.json";

    private const long MaximumBytes = 256 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The version of the SDK that this host offers.</summary>
    public static SemanticVersion SdkVersion { get; } = ReadSdkVersion();

    /// <summary>Reads the manifest of a plugin folder, and checks that its entry assembly is there.</summary>
    /// <param name="folder">The folder that holds <c>plugin.json</c>.</param>
    /// <param name="manifest">The manifest, with what is missing left empty; null when it does not even say a valid id.</param>
    /// <returns>What is wrong; empty when the plugin can be loaded.</returns>
    public static IReadOnlyList<ManifestError> Read(string folder, out PluginManifest? manifest)
    {
        manifest = null;
        byte[] json;
        try
        {
            var file = new FileInfo(Path.Combine(folder, FileName));
            if (file.Length > MaximumBytes)
            {
                return [TooLarge];
            }

            json = File.ReadAllBytes(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [new ManifestError("", $"cannot be read: {exception.Message.TrimEnd('.')}", "check that the hub's user may read it")];
        }

        IReadOnlyList<ManifestError> errors = Parse(json, out manifest);
        return manifest is null || errors.Any(error => error.Path == "$.entry") || File.Exists(Path.Combine(folder, manifest.Entry))
            ? errors
            : [.. errors, new ManifestError(
                "$.entry", $"names the assembly '{manifest.Entry}', which is missing in the plugin's folder", "build the plugin and add the file")];
    }

    /// <summary>Reads a manifest by itself.</summary>
    /// <param name="json">The content of <c>plugin.json</c>.</param>
    /// <param name="manifest">The manifest, with what is missing left empty; null when it does not even say a valid id.</param>
    /// <returns>What is wrong with it.</returns>
    public static IReadOnlyList<ManifestError> Parse(ReadOnlyMemory<byte> json, out PluginManifest? manifest)
    {
        manifest = null;
        if (json.Span.StartsWith(ByteOrderMark))
        {
            json = json[ByteOrderMark.Length..];
        }

        if (json.Length == 0)
        {
            return [Empty];
        }

        if (json.Length > MaximumBytes)
        {
            return [TooLarge];
        }

        if (!Utf8.IsValid(json.Span))
        {
            return [new ManifestError("", "is not UTF-8", "save it with the encoding UTF-8")];
        }

        try
        {
            var errors = new ManifestErrors(ManifestLines.Find(json.Span));
            using var document = JsonDocument.Parse(
                json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            manifest = Read(document.RootElement, errors);
            return errors.All;
        }
        catch (JsonException exception)
        {
            string message = Place().Replace(exception.Message, "").TrimEnd('.');
            return [new ManifestError("", "is not JSON", message, (int)(exception.LineNumber ?? -1) + 1)];
        }
        catch (InvalidOperationException)
        {
            return [new ManifestError("", "holds a text that is not valid Unicode", "remove the escape of half a surrogate pair (\\ud800 to \\udfff)")];
        }
    }

    private static ManifestError Empty { get; } = new("", "is empty", "write the manifest of the plugin into it");

    private static ManifestError TooLarge { get; } = new("", $"is larger than {MaximumBytes / 1024} KiB", "leave out what is no manifest");

    private static PluginManifest? Read(JsonElement root, ManifestErrors errors)
    {
        if (root.ValueKind == JsonValueKind.Null)
        {
            errors.Add("", Empty.Message, Empty.Remedy);
            return null;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add("$", "must be an object", "begin it with { and end it with }");
            return null;
        }

        PluginManifest manifest = ManifestMembers.Read(root, errors);
        if (!errors.Has("$.sdk") && VersionRange.TryParse(manifest.Sdk, out VersionRange? range) && !range.Contains(SdkVersion))
        {
            errors.Add("$.sdk", $"needs SDK {range}, and this hub has {SdkVersion}", "install a version of the plugin made for it");
        }

        return errors.Has("$.id") ? null : manifest;
    }

    private static SemanticVersion ReadSdkVersion()
    {
        Assembly sdk = typeof(IPlugin).Assembly;
        Version assembly = sdk.GetName().Version ?? new Version(0, 0);
        return SemanticVersion.TryParse(sdk.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion, out SemanticVersion? version)
            ? version
            : new SemanticVersion(assembly.Major, assembly.Minor, 0, null);
    }

    // The end of the tokenizer's messages, which is said as the line.
    [GeneratedRegex(@" (Path: \$.* \| )?LineNumber: .*\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Place();
}
