using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PiHub.PluginHost.Manifests;

namespace PiHub.PluginHost.Catalogue;

/// <summary>Reads an index; what is wrong with one entry does not spoil the others.</summary>
internal static partial class CatalogueReader
{
    private const int MaximumFaults = 100;
    private const int MaximumTextCharacters = 20_000;

    /// <summary>Reads an index.</summary>
    /// <param name="json">Its content.</param>
    /// <param name="source">Where it comes from, for relative addresses.</param>
    /// <exception cref="CatalogueException">It is no index at all.</exception>
    public static CatalogueIndex Read(ReadOnlyMemory<byte> json, Uri source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("plugins", out JsonElement plugins) || plugins.ValueKind != JsonValueKind.Array)
            {
                throw new CatalogueException("it is no catalogue: it has no list 'plugins'; check Plugins:Catalogue:Source");
            }

            var faults = new List<string>();
            var found = new SortedDictionary<string, CataloguePlugin>(StringComparer.Ordinal);
            foreach ((int index, JsonElement entry) in plugins.EnumerateArray().Index())
            {
                if (ReadPlugin(entry, $"plugins[{index}]", source, faults) is { } plugin && !found.TryAdd(plugin.Id, plugin))
                {
                    faults.Add($"plugins[{index}]: the id '{plugin.Id}' is there already");
                }
            }

            return new CatalogueIndex(Text(document.RootElement, "name") ?? "", [.. found.Values], [.. faults.Take(MaximumFaults)]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new CatalogueException("it is no catalogue: it is not JSON; check Plugins:Catalogue:Source", exception);
        }
    }

    private static CataloguePlugin? ReadPlugin(JsonElement entry, string place, Uri source, List<string> faults)
    {
        if (Text(entry, "id") is not { } id || !ManifestRules.Id.IsGood(id))
        {
            faults.Add($"{place}: id must be {ManifestRules.Id.Rule}");
            return null;
        }

        if (!entry.TryGetProperty("versions", out JsonElement versions) || versions.ValueKind != JsonValueKind.Array)
        {
            faults.Add($"{place} ({id}): versions must be a list");
            return null;
        }

        var found = new List<(SemanticVersion Order, CatalogueVersion Version)>();
        foreach ((int index, JsonElement version) in versions.EnumerateArray().Index())
        {
            (CatalogueVersion? read, string? fault) = ReadVersion(version, source);
            if (fault is null && read is not null && SemanticVersion.TryParse(read.Version, out SemanticVersion? order)
                && !found.Exists(other => other.Order.CompareTo(order) == 0))
            {
                found.Add((order, read));
            }
            else
            {
                faults.Add($"{place}.versions[{index}] ({id}): {fault ?? "this version is there already"}");
            }
        }

        return new CataloguePlugin(
            id,
            Text(entry, "name") ?? id,
            Text(entry, "description") ?? "",
            Text(entry, "icon") ?? "",
            [.. found.OrderByDescending(pair => pair.Order).Select(pair => pair.Version)]);
    }

    private static (CatalogueVersion? Version, string? Fault) ReadVersion(JsonElement entry, Uri source)
    {
        if (Text(entry, "version") is not { } version || !ManifestRules.Version.IsGood(version))
        {
            return (null, $"version must be {ManifestRules.Version.Rule}");
        }

        if (!VersionRange.TryParse(Text(entry, "sdk"), out VersionRange? sdk))
        {
            return (null, $"sdk must be {ManifestRules.Range.Rule}");
        }

        if (Text(entry, "sha256") is not { } sha256 || !Sha256Pattern().IsMatch(sha256))
        {
            return (null, "sha256 must be 64 lower-case hexadecimal digits");
        }

        if (!entry.TryGetProperty("size_bytes", out JsonElement size) || size.ValueKind != JsonValueKind.Number
            || !size.TryGetInt64(out long sizeBytes) || sizeBytes <= 0)
        {
            return (null, "size_bytes must be a number of bytes");
        }

        if (Resolve(Text(entry, "url"), source) is not { } url)
        {
            return (null, "url must be an address (http or https), or relative to the index");
        }

        DateTimeOffset? publishedAt = DateTimeOffset.TryParse(
            Text(entry, "published_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
        return (new CatalogueVersion(version, sdk.ToString(), url, sizeBytes, sha256, Text(entry, "changelog") ?? "", publishedAt)
        {
            Incompatibility = sdk.Contains(ManifestReader.SdkVersion)
                ? null : $"it needs SDK {sdk}, and this hub has {ManifestReader.SdkVersion}",
        }, null);
    }

    // An index from the network must not make the hub read its own files.
    private static Uri? Resolve(string? text, Uri source) =>
        !string.IsNullOrEmpty(text) && Uri.TryCreate(source, text, out Uri? url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps || (url.IsFile && source.IsFile))
            ? url : null;

    private static string? Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out JsonElement value)
        && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= MaximumTextCharacters } text
            ? text : null;

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256Pattern();
}
