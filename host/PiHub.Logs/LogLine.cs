using Microsoft.Extensions.Logging;

namespace PiHub.Logs;

/// <summary>A line of the log.</summary>
public sealed record LogLine
{
    /// <summary>Its number; later lines have higher ones, also after a restart.</summary>
    public required long Id { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How grave it is.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>Which class wrote it.</summary>
    public required string Category { get; init; }

    /// <summary>What it says.</summary>
    public required string Message { get; init; }

    /// <summary>The exception with it and those inside, type and message each, without stacks; null for none.</summary>
    public string? Exception { get; init; }

    /// <summary>The id of the plugin that wrote it or that it is about; null for none.</summary>
    public string? Plugin { get; init; }
}
