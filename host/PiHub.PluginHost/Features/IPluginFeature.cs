using Microsoft.Extensions.DependencyInjection;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Features;

/// <summary>One ability that the hub gives to plugins: bus, settings, jobs …</summary>
/// <remarks>
/// Called at each start in three steps, in order of registration; at an upgrade the old version runs during the first, and nothing runs
/// during the other two. What a feature makes for a plugin it hands to <c>start.Plugin.Register</c>, which disposes it at stop; it must
/// keep nothing of the plugin itself, or the plugin's code is never collected. Any exception fails the start.
/// </remarks>
internal interface IPluginFeature
{
    /// <summary>Adds to the plugin's container what the hub lends. Nothing that others can see may happen here.</summary>
    void Lend(PluginStart start, IServiceCollection services)
    {
    }

    /// <summary>Makes ready what is the plugin's own; its classes are created here. The container is built by now.</summary>
    ValueTask OpenAsync(PluginStart start, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Connects the plugin to the hub: from now on it takes part. Quick, and without calling the plugin.</summary>
    ValueTask ConnectAsync(PluginStart start, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Brings back what an upgrade of the plugin's own data away from this version changed. Nothing of the plugin runs.</summary>
    /// <param name="dataFolder">The plugin's folder for its data.</param>
    /// <param name="version">The name of the version that will be started again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask RollBackAsync(string dataFolder, string version, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A change of version is over, whichever version runs now, if any: lets go of what was kept open for it.</summary>
    ValueTask SettleAsync(string id) => ValueTask.CompletedTask;

    /// <summary>Forgets what the hub keeps for a plugin that was removed together with its data. Nothing of the plugin runs.</summary>
    ValueTask ForgetAsync(string id, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
