using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using PiHub.Logs.Levels;

namespace PiHub.Api.Logs;

/// <summary>From which level on the lines of some categories are to be kept.</summary>
/// <param name="Category">What the categories begin with; none or empty: all.</param>
/// <param name="Level">The least grave level; <c>none</c> for nothing.</param>
/// <param name="Until">When the rule ends; none: never, or after the seconds.</param>
/// <param name="ForSeconds">After how many seconds the rule ends, which needs no common clock.</param>
internal sealed record LogLevelRuleRequest(
    string? Category, LogLevel Level, DateTimeOffset? Until, [property: JsonPropertyName("for_s")] double? ForSeconds)
{
    public LogLevelRule ToRule(DateTimeOffset now) => new(
        Category?.Trim() ?? "",
        Level,
        ForSeconds is { } seconds ? now + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e8)) : Until?.ToUniversalTime());
}
