using Microsoft.Extensions.Hosting;
using PiHub.Api.Live;
using PiHub.Automations.Engine;
using PiHub.Automations.Storage;

namespace PiHub.Api.Automations;

/// <summary>Starts the automations after the devices and stops them before; feeds the event hub with what they do.</summary>
internal sealed class AutomationEvents(AutomationEngine engine, AutomationStore store, EventHub hub, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        engine.Changed += OnChanged;
        engine.Start();
        return Task.CompletedTask;
    }

    // Before the drivers say farewell, which is no device that went offline.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        engine.Changed -= OnChanged;
        await engine.DisposeAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void OnChanged(string id) => hub.Publish(EventChannel.Automations, () => store.Find(id) is { } automation
        ? EventMessage.Of(
            EventChannel.Automations, time.GetUtcNow(), AutomationResponse.Of(automation, engine.Status(id)), ApiJson.Default.AutomationResponse)
        : EventMessage.Removed(EventChannel.Automations, time.GetUtcNow(), id));
}
