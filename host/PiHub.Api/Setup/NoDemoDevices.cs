namespace PiHub.Api.Setup;

/// <summary>Outside demo mode there are none.</summary>
internal sealed class NoDemoDevices : IDemoDevices
{
    public Task SetAsync(bool areWanted, CancellationToken cancellationToken) => Task.CompletedTask;
}
