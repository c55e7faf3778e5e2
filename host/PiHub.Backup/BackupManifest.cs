using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Backup;

/// <summary>What is in a backup: its last entry, <c>manifest.json</c>.</summary>
internal sealed record BackupManifest
{
    public const string EntryName = "manifest.json";

    /// <summary>The only layout so far.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the hub that made it.</summary>
    public required string Hub { get; init; }

    public required IReadOnlyList<BackupEntry> Files { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <exception cref="BackupException">It is no manifest, or one of a newer hub.</exception>
    public static BackupManifest Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            BackupManifest? manifest = JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest);
            return manifest?.Format == CurrentFormat
                ? manifest
                : throw new BackupException($"The backup has format {manifest?.Format}; this hub knows {CurrentFormat}. Use a newer hub.");
        }
        catch (JsonException exception)
        {
            throw new BackupException($"The backup's {EntryName} cannot be read: {exception.Message}", exception);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
