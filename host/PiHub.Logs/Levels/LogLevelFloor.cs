using Microsoft.Extensions.Logging;

namespace PiHub.Logs.Levels;

/// <summary>Categories whose finer lines may hold what is secret, and the least grave level that they may have.</summary>
/// <param name="Category">What the categories begin with.</param>
/// <param name="Level">The least grave level.</param>
/// <param name="Reason">What finer lines would show, for people.</param>
public sealed record LogLevelFloor(string Category, LogLevel Level, string Reason)
{
    /// <summary>All of them; the longer category counts.</summary>
    public static IReadOnlyList<LogLevelFloor> All { get; } =
    [
        new("Microsoft.AspNetCore", LogLevel.Debug, "request headers and cookies"),
        new("Microsoft.AspNetCore.HttpLogging", LogLevel.Warning, "request headers and bodies"),

        // From Information on it puts malformed header lines, which may be a mistyped key, into its exceptions.
        new("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning, "malformed request headers as they came"),
        new("Microsoft.AspNetCore.DataProtection", LogLevel.Information, "how keys are protected"),
        new("Npgsql", LogLevel.Information, "SQL statements with their parameters"),
        new("System.Net.Http", LogLevel.Debug, "request headers"),
    ];

    /// <summary>Why a rule is refused; null when it may be.</summary>
    /// <param name="rule">The rule.</param>
    public static LogLevelFloor? Refusal(LogLevelRule rule) => All
        .Where(floor => rule.Category.StartsWith(floor.Category, StringComparison.OrdinalIgnoreCase) && rule.Level < floor.Level)
        .MaxBy(floor => floor.Category.Length);
}
