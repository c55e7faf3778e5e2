using PiHub.PluginHost.Jobs;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Features;

/// <summary>Runs the plugin's jobs when they are due.</summary>
internal sealed class JobFeature(JobRegistry jobs) : IPluginFeature
{
    public async ValueTask ConnectAsync(PluginStart start, CancellationToken cancellationToken)
    {
        var own = new PluginJobs(start.Id, start.Plugin, start.Declared.Jobs, jobs);
        start.Plugin.Register(() => own);
        await jobs.ActivateAsync(own, cancellationToken);
    }

    public async ValueTask ForgetAsync(string id, CancellationToken cancellationToken) => await jobs.ForgetAsync(id, cancellationToken);
}
