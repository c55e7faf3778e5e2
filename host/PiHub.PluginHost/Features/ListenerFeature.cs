using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Listening;
using PiHub.PluginHost.Permissions;
using PiHub.PluginHost.Requests;

namespace PiHub.PluginHost.Features;

/// <summary>Serves a plugin's routes at the root of its own port, for clients of an older system.</summary>
/// <remarks>The port stays open while versions change: its requests wait like those below the hub. One that cannot be had does not keep the
/// plugin from running: it is degraded until the port is free.</remarks>
internal sealed class ListenerFeature(LentServices lent, IServiceProvider services, ILogger<ListenerFeature> logger) : IPluginFeature
{
    private const string Part = "listener";

    private readonly NameClaims _ports = new();
    private readonly ConcurrentDictionary<string, PortKeeper> _kept = new(StringComparer.Ordinal); // open while versions change, by plugin

    public async ValueTask ConnectAsync(PluginStart start, CancellationToken cancellationToken)
    {
        if (start.Manifest.Listener is not { Port: var port })
        {
            return;
        }

        RunningPlugin plugin = start.Plugin;
        if (lent.HubPorts.TryGetValue(port, out string? owner))
        {
            start.Permissions.Refuse(PermissionKind.Listen, $"listen on the hub's own port {port}");
            plugin.Report(Part, $"its port {port} is not open: the hub itself uses it for {owner}");
            return;
        }

        if (lent.GuardPort is not { } guard)
        {
            plugin.Report(Part, $"its port {port} is not open: this hub gives plugins no ports of their own");
            return;
        }

        PluginSlot slot = services.GetRequiredService<PluginRegistry>().FindSlot(start.Id)
            ?? throw new InvalidOperationException($"There is no plugin '{start.Id}'.");
        PortKeeper? keeper = await TakeKeptAsync(start.Id, port);
        bool isOpen = keeper is not null;
        keeper ??= Create(slot, port, guard);
        try
        {
            plugin.Register(() => new Lease(this, slot, keeper));
        }
        catch (ObjectDisposedException)
        {
            await keeper.DisposeAsync(); // the start was late, and is over
            throw;
        }

        keeper.Follow(reason => plugin.Report(Part, reason));
        if (!isOpen)
        {
            await keeper.OpenAsync();
        }
    }

    public async ValueTask SettleAsync(string id)
    {
        if (_kept.TryRemove(id, out PortKeeper? keeper))
        {
            await keeper.DisposeAsync(); // the version that runs now, if any, has another port or none
        }
    }

    private async Task<PortKeeper?> TakeKeptAsync(string id, int port)
    {
        if (!_kept.TryRemove(id, out PortKeeper? keeper) || keeper.Port == port)
        {
            return keeper;
        }

        await keeper.DisposeAsync();
        return null;
    }

    private PortKeeper Create(PluginSlot slot, int port, Func<RequestDelegate, RequestDelegate> guard)
    {
        var application = new PortApplication(
            guard(context => PluginRequestDispatcher.ServeAsync(context, slot, PathString.Empty, logger)),
            services.GetRequiredService<IServiceScopeFactory>());
        return new PortKeeper(
            slot.Id,
            port,
            cancelled => PluginPort.BindAsync(port, application, services, lent.Loggers, cancelled),
            _ports,
            lent.Time,
            logger);
    }

    /// <summary>One start's hold on its plugin's port, which stays open when another version is about to take over.</summary>
    private sealed class Lease(ListenerFeature feature, PluginSlot slot, PortKeeper keeper) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            keeper.Follow(report: null);
            if (slot.Handover is null)
            {
                return keeper.DisposeAsync();
            }

            feature._kept[slot.Id] = keeper;
            return ValueTask.CompletedTask;
        }
    }
}
