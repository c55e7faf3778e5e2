using PiHub.Settings.General;

namespace PiHub.Api.Setup;

/// <summary>Where nothing stores settings, the defaults stay.</summary>
internal sealed class UnsavedFirstSettings : IFirstSettings
{
    public Task SaveAsync(GeneralSettings settings, CancellationToken cancellationToken) => Task.CompletedTask;
}
