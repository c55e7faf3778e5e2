using System.Text.Json;

namespace PiHub.Settings.Transfer;

/// <summary>The whole configuration of a hub, to be kept or taken elsewhere.</summary>
public sealed record ConfigurationDocument
{
    /// <summary>What <see cref="Format"/> must be.</summary>
    public const string ThisFormat = "pihub-configuration/1";

    /// <summary>Which kind of document this is.</summary>
    public string Format { get; init; } = ThisFormat;

    /// <summary>The version of the hub that wrote it.</summary>
    public string? Version { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>What each part of the hub put in, by the part's name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Parts { get; init; }
}
