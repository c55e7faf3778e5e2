using Microsoft.Extensions.Logging;

namespace PiHub.PluginHost.Logs;

/// <summary>Which lines of a log are wanted.</summary>
public sealed record LogQuery
{
    /// <summary>The least grave level.</summary>
    public LogLevel Level { get; init; }

    /// <summary>What the message, category or exception contains, in any case; null for anything.</summary>
    public string? Text { get; init; }

    /// <summary>Only lines with lower numbers than this; null for all.</summary>
    public long? Before { get; init; }

    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }
}
