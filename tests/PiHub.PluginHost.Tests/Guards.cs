using Microsoft.Extensions.Logging.Abstractions;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Permissions;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Tests;

/// <summary>Guards of a plugin <c>a</c> that does not really run.</summary>
internal static class Guards
{
    public static PermissionGuard Of(PluginPermissions permissions, out RunningPlugin plugin)
    {
        plugin = new RunningPlugin("a", new PluginLoadContext(typeof(Guards).Assembly.Location));
        var manifest = new PluginManifest { Id = "a", Name = "A", Version = "1.0.0", Sdk = "", Entry = "", Permissions = permissions };
        return new PermissionGuard(manifest, plugin, TimeProvider.System, NullLogger.Instance);
    }
}
