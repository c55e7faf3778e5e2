using PiHub.Access.Setup;
using PiHub.Tls;

namespace PiHub.Host.Composition;

/// <summary>A hub that is put together: start it, wait for its end, dispose it.</summary>
internal sealed class Hub(WebApplication app, HubListeners listeners) : IAsyncDisposable
{
    /// <summary>Whether it ends to be started again.</summary>
    public bool IsRestarting => app.Services.GetRequiredService<HubRestart>().IsRequested;

    public int HttpPort => listeners.HttpPort;

    public int MqttPort => listeners.MqttPort;

    /// <summary>What guards the setup page; null when the hub has its owner.</summary>
    public string? SetupCode => app.Services.GetRequiredService<SetupCode>().Text;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        listeners.Protect();
        if (app.Services.GetRequiredService<ServerCertificate>().Snapshot() is not { } certificate)
        {
            return;
        }

        if (listeners.HttpsPort is { } https)
        {
            Log.HttpsListens(app.Logger, https, certificate.File, certificate.ExpiresAt, certificate.Fingerprint);
        }

        if (listeners.MqttsPort is { } mqtts)
        {
            Log.MqttsListens(app.Logger, mqtts, certificate.File, certificate.ExpiresAt, certificate.Fingerprint);
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
