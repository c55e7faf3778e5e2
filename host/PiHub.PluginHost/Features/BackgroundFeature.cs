using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Features;

/// <summary>Starts the plugin's background services, in the order of their declaration.</summary>
/// <remarks>They start when everything of the plugin's own is ready (settings, database), within the start's deadline and before samples,
/// jobs and requests arrive; so a service can prepare what handlers use. They stop together with the intake.</remarks>
internal sealed class BackgroundFeature(LentServices lent, IOptions<PluginHostOptions> options) : IPluginFeature
{
    public async ValueTask OpenAsync(PluginStart start, CancellationToken cancellationToken)
    {
        foreach (Type type in start.Declared.BackgroundServices)
        {
            var background = new BackgroundRun(start.Resolve<IHostedService>(type), start.Plugin, options.Value.StopDeadline, lent.Time);
            start.Plugin.Register(() => background);
            await background.StartAsync(cancellationToken);
        }
    }
}
