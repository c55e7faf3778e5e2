using System.Text.Json.Nodes;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>The settings of a plugin, as the diagnostics show them.</summary>
/// <param name="Id">The page of the hub, or the plugin.</param>
/// <param name="Values">The values; a secret is null.</param>
/// <param name="SecretsSet">The paths of the secrets that are given.</param>
/// <param name="Errors">What is refused or missing, by path.</param>
internal sealed record DiagnosticSettings(
    string Id, JsonObject Values, IReadOnlyList<string> SecretsSet, IReadOnlyDictionary<string, string[]> Errors);
