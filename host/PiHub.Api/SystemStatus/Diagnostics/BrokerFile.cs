using PiHub.Api.Broker;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>How the MQTT broker does.</summary>
internal sealed class BrokerFile(BrokerMeter meter) : IDiagnosticFile
{
    public string Name => "broker.json";

    public IEnumerable<string> Read() => [DiagnosticJson.Write(meter.Status(), ApiJson.Default.BrokerStatusResponse)];
}
