using System.Text;
using Microsoft.Extensions.Options;
using PiHub.Api;
using PiHub.Api.Live;
using PiHub.Devices;
using PiHub.Hal.Drivers;
using PiHub.PluginHost;
using PiHub.Sdk.Bus;

namespace PiHub.Host.Composition;

/// <summary>Starts the parts in the order of the flow, after the recorder, and stops them the other way round, before it.</summary>
internal sealed class HubParts(IServiceProvider services) : IHostedLifecycleService
{
    public const string StatusTopic = "pihub/$hub/status";
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);
    private Task _said = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        DeviceRegistry devices = services.GetRequiredService<DeviceRegistry>();
        PluginRegistry plugins = services.GetRequiredService<PluginRegistry>();
        await devices.StartAsync(cancellationToken);
        services.GetRequiredService<HubEvents>();
        services.GetRequiredService<PluginEvents>();
        await plugins.StartAsync();
        if (services.GetRequiredService<IOptions<ApiOptions>>().Value.IsDemo)
        {
            await services.GetRequiredService<DemoDevices>().StartAsync(cancellationToken);
        }

        // Not waited for: a full disk withholds it, and then the hub must still come up and say so.
        _said = SayAsync("online");
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The broker stops next, so what the parts still have to say goes through it first. All of it shares one deadline: systemd and
    // the contract give the whole stop 10 s, and the recorder's last flush is worth more than a driver that hangs.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StopPartsAsync().WaitAsync(StopDeadline, services.GetRequiredService<TimeProvider>(), cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Log.PartsAbandoned(services.GetRequiredService<ILogger<HubParts>>(), StopDeadline.TotalSeconds);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<HubEvents>().DisposeAsync();
        await services.GetRequiredService<DeviceRegistry>().DisposeAsync();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StopPartsAsync()
    {
        await Task.WhenAll(
            services.GetRequiredService<PluginRegistry>().StopAsync(),
            services.GetRequiredService<DeviceSupervisor>().DisposeAsync().AsTask());
        await _said;
        await SayAsync("offline");
    }

    private async Task SayAsync(string status) => await services.GetRequiredService<IBus>().PublishAsync(
        new BusMessage { Topic = StatusTopic, Payload = Encoding.UTF8.GetBytes(status), Retain = true }, CancellationToken.None);
}
