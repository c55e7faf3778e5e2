using PiHub.Api.Health;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>How each part of the hub does.</summary>
internal sealed class HealthFile(HubHealth health) : IDiagnosticFile
{
    public string Name => "health.txt";

    public IEnumerable<string> Read() => health.Check().Select(check => $"{check.Status,-9} {check.Name}: {check.Message}");
}
