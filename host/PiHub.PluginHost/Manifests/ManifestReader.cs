using System.Text.Json;
using System.Text.RegularExpressions;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Manifests;

/// <summary>Reads and checks <c>plugin.json</c> without loading code; every error at once.</summary>
internal static partial class ManifestReader
{
    public const string FileName = "plugin.json";

    private const long MaximumBytes = 256 * 1024;

    /// <summary>The version of the SDK that this host offers.</summary>
    public static SemanticVersion SdkVersion { get; } = ReadSdkVersion();

    /// <summary>Reads the manifest of a plugin folder.</summary>
    /// <param name="folder">The folder that holds <c>plugin.json</c>.</param>
    /// <param name="manifest">The manifest; null when it cannot be read at all.</param>
    /// <returns>What is wrong, a sentence each; empty when the plugin can be loaded.</returns>
    public static IReadOnlyList<string> Read(string folder, out PluginManifest? manifest)
    {
        manifest = null;
        var file = new FileInfo(Path.Combine(folder, FileName));
        if (file.Length == 0)
        {
            return [$"{FileName} is empty"];
        }

        if (file.Length > MaximumBytes)
        {
            return [$"{FileName} is larger than {MaximumBytes / 1024} KiB"];
        }

        try
        {
            using FileStream stream = file.OpenRead();
            manifest = JsonSerializer.Deserialize(stream, ManifestJson.Default.ManifestDocument)?.ToManifest();
        }
        catch (JsonException exception)
        {
            return [$"{FileName} is not valid: {ManifestMistake.Describe(exception)}"];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [$"{FileName} cannot be read: {exception.Message.TrimEnd('.')}"];
        }

        return manifest is null ? [$"{FileName} is empty"] : [.. Check(manifest, folder)];
    }

    private static IEnumerable<string> Check(PluginManifest manifest, string folder)
    {
        if (!IdPattern().IsMatch(manifest.Id))
        {
            yield return $"id '{manifest.Id}' must be 1 to 63 characters a-z, 0-9 and '-', starting with a letter or digit";
        }

        if (manifest.Name.Length is 0 or > 100)
        {
            yield return "name must have 1 to 100 characters";
        }

        if (!SemanticVersion.TryParse(manifest.Version, out _))
        {
            yield return $"version '{manifest.Version}' is not a SemVer version such as 1.2.3";
        }

        if (!SdkRange.TryParse(manifest.Sdk, out SdkRange? range))
        {
            yield return $"sdk '{manifest.Sdk}' must be a range with both ends, such as '>=0.2.0 <0.3.0'";
        }
        else if (!range.Contains(SdkVersion))
        {
            yield return $"it needs SDK {range}, and this hub has {SdkVersion}: install a version of the plugin made for it";
        }

        foreach (string error in CheckEntry(manifest.Entry, folder).Concat(CheckLists(manifest)))
        {
            yield return error;
        }
    }

    private static IEnumerable<string> CheckEntry(string entry, string folder)
    {
        if (!EntryPattern().IsMatch(entry))
        {
            yield return $"entry '{entry}' must be the name of a .dll in the plugin's own folder, without a path";
        }
        else if (!File.Exists(Path.Combine(folder, entry)))
        {
            yield return $"the entry assembly '{entry}' is missing in the plugin's folder";
        }
    }

    private static IEnumerable<string> CheckLists(PluginManifest manifest)
    {
        foreach (string filter in manifest.Permissions.Subscribe.Concat(manifest.Permissions.Publish))
        {
            if (!TopicFilter.IsValid(filter))
            {
                yield return $"permissions: '{filter}' is not an MQTT topic filter";
            }
        }

        foreach (DemoDevice device in manifest.DemoDevices)
        {
            if (!DeviceTopic.IsValidId(device.Id))
            {
                yield return $"demo_devices: '{device.Id}': {DeviceTopic.IdRule}";
            }

            if (!DeviceTopic.IsValidId(device.Driver))
            {
                yield return $"demo_devices: '{device.Id}': driver '{device.Driver}' must be 1 to 63 characters a-z, 0-9, '_' and '-', "
                    + "starting with a letter or digit";
            }

            if (string.IsNullOrWhiteSpace(device.Name) || device.Name.Length > DescriptorPayload.MaximumNameLength)
            {
                yield return $"demo_devices: '{device.Id}': name must have 1 to {DescriptorPayload.MaximumNameLength} characters";
            }

            if (device.Settings.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
            {
                yield return $"demo_devices: '{device.Id}': settings must be an object";
            }
        }
    }

    private static SemanticVersion ReadSdkVersion()
    {
        Version assembly = typeof(IPlugin).Assembly.GetName().Version ?? new Version(0, 0);
        string? file = typeof(IPlugin).Assembly
            .GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), inherit: false)
            .OfType<System.Reflection.AssemblyInformationalVersionAttribute>()
            .SingleOrDefault()?.InformationalVersion;
        return SemanticVersion.TryParse(file, out SemanticVersion? version)
            ? version
            : new SemanticVersion(assembly.Major, assembly.Minor, 0, null);
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[^/\\:~\s\x00-\x1f][^/\\:\x00-\x1f]{0,120}(?<!\.\.)\.dll\z", RegexOptions.CultureInvariant)]
    private static partial Regex EntryPattern();
}
