using System.Text.Json.Nodes;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>The settings of a plugin, as the diagnostics show them.</summary>
/// <param name="Plugin">The plugin's id.</param>
/// <param name="Values">The values; a secret is null.</param>
/// <param name="SecretsSet">The paths of the secrets that are given.</param>
/// <param name="Errors">What is refused or missing, by path.</param>
internal sealed record DiagnosticSettings(
    string Plugin, JsonObject Values, IReadOnlyList<string> SecretsSet, IReadOnlyDictionary<string, string[]> Errors);
