namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>What <c>GET /api/system</c> tells: versions, machine, process, recorder, writes.</summary>
internal sealed class SystemFile(SystemReport report) : IDiagnosticFile
{
    public string Name => "system.json";

    public IEnumerable<string> Read() => [DiagnosticJson.Write(report.Read(), ApiJson.Default.SystemResponse)];
}
