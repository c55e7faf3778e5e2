using PiHub.Mqtt;
using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Client;
using PiHub.Tls;

namespace PiHub.Api.Health;

/// <summary>Asks the broker, its store, its certificate and its bridges how they do.</summary>
internal sealed class BrokerHealth(MqttBroker broker, BridgeSet bridges, ServerCertificate certificate)
{
    public IEnumerable<HealthCheck> Check() =>
    [
        CheckBroker(),
        OfBrokerStore(broker.StoreTrouble, broker.StoreWarning),
        .. CheckCertificate(),
        .. bridges.Status().Select(OfBridge),
    ];

    internal static HealthCheck OfBridge(BridgeStatus bridge)
    {
        string name = "mqtt_bridge:" + bridge.Name;
        if (bridge.Outbox.Trouble is { } trouble)
        {
            return new HealthCheck(name, HealthStatus.Failing, $"{trouble} Messages for {bridge.Server} are not acknowledged meanwhile.");
        }

        string waiting = $"{bridge.Outbox.WaitingMessages} messages wait, {bridge.MessagesDropped} were dropped.";
        return bridge.State != MqttClientState.Connected
            ? new HealthCheck(name, HealthStatus.Degraded, $"Not connected to {bridge.Server}. {(bridge.Reason is { } reason ? reason + " " : "")}{waiting}")
            : (bridge.Reason ?? bridge.Outbox.Warning) is { } problem
                ? new HealthCheck(name, HealthStatus.Degraded, $"{problem} {waiting}")
                : new HealthCheck(name, HealthStatus.Ok, $"Connected to {bridge.Server}. {waiting}");
    }

    private HealthCheck CheckBroker()
    {
        BrokerStatus status = broker.Status();
        string message = $"{status.ConnectedClients} clients, {status.MessagesReceived} messages in, {status.MessagesSent} out, "
            + $"{status.MessagesRejected} rejected, {status.MessagesDropped} dropped, "
            + $"{status.ConnectionsRefused} connections refused, {status.LoginsFailed} sign-ins failed.";
        return new HealthCheck("mqtt", HealthStatus.Ok, message);
    }

    internal static HealthCheck OfBrokerStore(string? trouble, string? warning) => (trouble, warning) switch
    {
        ({ }, _) => new HealthCheck(
            "mqtt_store", HealthStatus.Failing, $"{trouble} Messages to keep for MQTT clients are not acknowledged meanwhile."),
        (null, { }) => new HealthCheck("mqtt_store", HealthStatus.Degraded, warning),
        _ => new HealthCheck("mqtt_store", HealthStatus.Ok, "Sessions and retained messages are kept."),
    };

    // Nothing to say where there is no TLS.
    private IEnumerable<HealthCheck> CheckCertificate()
    {
        if (certificate.Snapshot() is { } snapshot)
        {
            yield return snapshot.Warning is { } warning
                ? new HealthCheck("certificate", HealthStatus.Degraded, warning)
                : new HealthCheck(
                    "certificate",
                    HealthStatus.Ok,
                    $"Valid until {UtcTimeConverter.Text(snapshot.ExpiresAt)}{(snapshot.Origin == CertificateOrigin.SelfSigned ? ", renewed by the hub itself" : "")}.");
        }
    }
}
