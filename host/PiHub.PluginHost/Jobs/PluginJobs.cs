using PiHub.PluginHost.Capabilities;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Jobs;

/// <summary>The jobs of one start of a plugin. All that the hub's jobs know of its code is here, and gone when this is disposed.</summary>
internal sealed class PluginJobs(string id, RunningPlugin plugin, IReadOnlyList<JobDeclaration> declared, JobRegistry registry)
    : IAsyncDisposable
{
    public string Id { get; } = id;

    public RunningPlugin Plugin { get; } = plugin;

    public IReadOnlyList<JobDeclaration> Declared { get; } = declared;

    /// <summary>The plugin's container, which outlives the runs: it is disposed after this.</summary>
    public IServiceProvider Services { get; } = plugin.Services;

    /// <summary>Set when the plugin stops, so that a start that is late changes nothing any more.</summary>
    public volatile bool IsClosed;

    /// <summary>The class of one of the jobs.</summary>
    public Type TypeOf(string job) => Declared.First(declaration => declaration.Id == job).Type;

    public async ValueTask DisposeAsync()
    {
        IsClosed = true;
        await registry.DeactivateAsync(this);
    }
}
