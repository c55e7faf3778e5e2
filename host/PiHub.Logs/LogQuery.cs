using Microsoft.Extensions.Logging;

namespace PiHub.Logs;

/// <summary>Which lines of a log are wanted.</summary>
public sealed record LogQuery
{
    /// <summary>The least grave level.</summary>
    public LogLevel Level { get; init; }

    /// <summary>What the message, category or exception contains, in any case; null for anything.</summary>
    public string? Text { get; init; }

    /// <summary>What the category contains, in any case; null for anything.</summary>
    public string? Category { get; init; }

    /// <summary>The id of the plugin that wrote them or that they are about; null for all lines.</summary>
    public string? Plugin { get; init; }

    /// <summary>Only lines with lower numbers than this; null for all.</summary>
    public long? Before { get; init; }

    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }

    internal bool Matches(LogLine line) => line.Level >= Level
        && line.Id < (Before ?? long.MaxValue)
        && (Plugin is null || line.Plugin == Plugin)
        && (string.IsNullOrEmpty(Category) || Has(line.Category, Category))
        && (string.IsNullOrEmpty(Text) || Has(line.Message, Text) || Has(line.Category, Text) || Has(line.Exception, Text));

    private static bool Has(string? where, string what) => where?.Contains(what, StringComparison.OrdinalIgnoreCase) == true;
}
