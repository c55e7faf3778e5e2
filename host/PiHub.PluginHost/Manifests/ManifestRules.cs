using System.Text.RegularExpressions;
using PiHub.Sdk.Bus;

namespace PiHub.PluginHost.Manifests;

/// <summary>The rules for texts in a manifest. The schema for editors (sdk/PiHub.Sdk.Build/plugin.schema.json) says the same.</summary>
internal static partial class ManifestRules
{
    private const int MaximumNameCharacters = 100;

    public static ManifestRule Any { get; } = new(_ => true, "a text", "write a text");

    public static ManifestRule Id { get; } = new(
        text => IdPattern().IsMatch(text),
        "1 to 63 characters a-z, 0-9 and '-', starting with a letter or digit",
        "choose an id such as 'door-bell'");

    public static ManifestRule Name { get; } = new(
        text => text.Length is >= 1 and <= MaximumNameCharacters,
        $"a name of 1 to {MaximumNameCharacters} characters",
        "give it a name for people");

    public static ManifestRule Version { get; } = new(
        text => SemanticVersion.TryParse(text, out _), "a SemVer version such as 1.2.3", "write three numbers with dots between them");

    public static ManifestRule Range { get; } = new(
        text => VersionRange.TryParse(text, out _),
        "a range with both ends, the lower one first",
        "write a range such as '>=0.3.0 <0.4.0'");

    public static ManifestRule Entry { get; } = new(
        text => EntryPattern().IsMatch(text),
        "the name of a .dll in the plugin's own folder, without a path",
        "write the file name alone, such as 'DoorBell.dll'");

    public static ManifestRule TopicFilter { get; } = new(
        PiHub.Mqtt.Subscriptions.TopicFilter.IsValid, "an MQTT topic filter", "write a filter such as 'pihub/+/state' or 'pihub/meter/#'");

    public static ManifestRule Connect { get; } = new(
        text => ConnectPattern().IsMatch(text),
        "a host to connect to: host, host:port, *.example.com, an address, or local",
        "write a host without a scheme and without a path, such as 'api.example.com' or '192.168.1.20:8080'");

    public static ManifestRule Hardware { get; } = new(
        text => HardwarePattern().IsMatch(text),
        "a hardware port: its kind, a colon and its name, '*' at the end for any rest",
        "write a port such as 'spi:0.0', 'serial:/dev/ttyUSB0' or 'simulated:*'");

    public static ManifestRule DeviceId { get; } = new(
        DeviceTopic.IsValidId, "1 to 63 characters a-z, 0-9, '_' and '-', starting with a letter or digit", "choose an id such as 'meter-1'");

    public static ManifestRule DeviceName { get; } = new(
        text => !string.IsNullOrWhiteSpace(text) && text.Length <= MaximumNameCharacters,
        $"a name of 1 to {MaximumNameCharacters} characters, not only spaces",
        "give it a name for people");

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[^/\\:~\s\x00-\x1f][^/\\:\x00-\x1f]{0,120}(?<!\.\.)\.dll\z", RegexOptions.CultureInvariant)]
    private static partial Regex EntryPattern();

    // A name or an IPv4 address with or without a port, or an IPv6 address, with a port in brackets.
    [GeneratedRegex(
        @"^(?:(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?(?::[1-9][0-9]{0,4})?|\[[0-9A-Fa-f:.]{2,45}\](?::[1-9][0-9]{0,4})?|(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex ConnectPattern();

    [GeneratedRegex(@"^(?:\*|[a-z0-9]{1,20}:(?:\*|[^\s*\x00-\x1f]{1,200}\*?))\z", RegexOptions.CultureInvariant)]
    private static partial Regex HardwarePattern();
}
