using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Listening;
using PiHub.PluginHost.Permissions;
using PiHub.PluginHost.Requests;

namespace PiHub.PluginHost.Features;

/// <summary>Serves a plugin's routes at the root of its own port, for clients of an older system.</summary>
/// <remarks>A port that cannot be had does not keep the plugin from running: it is degraded until the port is free.</remarks>
internal sealed class ListenerFeature(LentServices lent, IServiceProvider services, ILogger<ListenerFeature> logger) : IPluginFeature
{
    private const string Part = "listener";

    private readonly NameClaims _ports = new();

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

        string id = start.Id;
        var application = new PortApplication(
            guard(context => ServeAsync(context, plugin, id)), services.GetRequiredService<IServiceScopeFactory>());
        var keeper = new PortKeeper(
            id,
            port,
            cancelled => PluginPort.BindAsync(port, application, services, lent.Loggers, cancelled),
            _ports,
            lent.Time,
            logger);
        plugin.Register(() => keeper);
        await keeper.OpenAsync(reason => plugin.Report(Part, reason));
    }

    private Task ServeAsync(HttpContext context, RunningPlugin plugin, string id) => plugin.Gate.TryEnter()
        ? PluginRequestDispatcher.ServeAsync(context, plugin, id, PathString.Empty, logger)
        : PluginRequestDispatcher.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"The plugin '{id}' is stopping.");
}
