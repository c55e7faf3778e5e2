using Microsoft.Extensions.Logging;

namespace PiHub.Logs.Levels;

/// <summary>From which level on the lines of some categories are kept.</summary>
/// <param name="Category">What the categories begin with; of several rules the longest counts. Empty: all.</param>
/// <param name="Level">The least grave level; <see cref="LogLevel.None"/> for nothing.</param>
/// <param name="Until">When the rule ends, UTC; null: never.</param>
public sealed record LogLevelRule(string Category, LogLevel Level, DateTimeOffset? Until);
