using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>How long something is kept.</summary>
/// <param name="Pattern">The series that the rule is for, e.g. <c>meter/*</c>.</param>
/// <param name="Level">The level that it is for: raw, 1m, 1h or 1d.</param>
/// <param name="KeepSeconds">How many seconds; null: for ever.</param>
internal sealed record RetentionRuleResponse(string Pattern, string Level, [property: JsonPropertyName("keep_s")] double? KeepSeconds);
