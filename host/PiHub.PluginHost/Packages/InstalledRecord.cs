using System.Text.Json;

namespace PiHub.PluginHost.Packages;

/// <summary>What the hub remembers of an installed package, in <c>installed.json</c> in its folder.</summary>
public sealed record InstalledRecord
{
    /// <summary>The SHA-256 of the package file, 64 lower-case hexadecimal digits; empty for a plain folder.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The hash of what the package holds, the same for a file and for a folder; 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Who signed it; null when nobody did.</summary>
    public PackageSigner? Signer { get; init; }

    /// <summary>When it was unpacked.</summary>
    public required DateTimeOffset InstalledAt { get; init; }

    /// <summary>Where it came from: <c>upload</c>, <c>catalogue</c>, <c>cli</c> or <c>drop</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Reads the record of an installed folder.</summary>
    /// <param name="folder">The folder of an installed version.</param>
    /// <returns>Null when there is none that can be read: a bundled plugin has none.</returns>
    public static InstalledRecord? Read(string folder)
    {
        string path = Path.Combine(folder, PackageLayout.RecordName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, PackageJson.Default.InstalledRecord);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string folder) => File.WriteAllBytes(
        Path.Combine(folder, PackageLayout.RecordName), JsonSerializer.SerializeToUtf8Bytes(this, PackageJson.Default.InstalledRecord));
}
