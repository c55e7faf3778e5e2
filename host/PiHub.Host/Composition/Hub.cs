using PiHub.Access.Setup;
using PiHub.Mqtt.Transport.Tls;

namespace PiHub.Host.Composition;

/// <summary>A hub that is put together: start it, wait for its end, dispose it.</summary>
internal sealed class Hub(WebApplication app, HubListeners listeners) : IAsyncDisposable
{
    public int HttpPort => listeners.HttpPort;

    public int MqttPort => listeners.MqttPort;

    /// <summary>What guards the setup page; null when the hub has its owner.</summary>
    public string? SetupCode => app.Services.GetRequiredService<SetupCode>().Text;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        listeners.Protect();
        if (listeners.MqttsPort is { } port && app.Services.GetRequiredService<ServerCertificate>().Snapshot() is { } certificate)
        {
            Log.MqttsListens(app.Logger, port, certificate.File, certificate.ExpiresAt, certificate.Fingerprint);
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
