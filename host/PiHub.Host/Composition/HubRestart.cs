using PiHub.Api.Backups;

namespace PiHub.Host.Composition;

/// <summary>Ends the hub in order, to be started again in the same process by <see cref="ProcessImage"/>.</summary>
internal sealed class HubRestart(IHostApplicationLifetime lifetime) : IHubRestart
{
    private volatile bool _isRequested;

    public bool IsRequested => _isRequested;

    public void Request()
    {
        _isRequested = true;
        lifetime.StopApplication();
    }
}
