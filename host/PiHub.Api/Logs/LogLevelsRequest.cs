namespace PiHub.Api.Logs;

/// <summary>The body of <c>PUT /api/logs/levels</c>.</summary>
/// <param name="Rules">All rules from now on; empty for those of the program alone.</param>
internal sealed record LogLevelsRequest(IReadOnlyList<LogLevelRuleRequest>? Rules);
