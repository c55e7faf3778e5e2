using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Logs;
using PiHub.PluginHost.Capabilities;
using PiHub.PluginHost.Lifecycle;
using PiHub.Sdk.Events;

namespace PiHub.PluginHost.Features;

/// <summary>Lends what needs no care: log, clock, manifest, live events.</summary>
internal sealed class HubFeature(LentServices lent, LogStore logs) : IPluginFeature
{
    public void Lend(PluginStart start, IServiceCollection services)
    {
        services.AddSingleton<ILoggerFactory>(new PluginLoggers(lent.Loggers, start.Id));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(lent.Time);
        services.AddSingleton(start.Manifest);
        services.AddSingleton<IEventStream>(lent.Events(start.Id));
    }

    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        logs.Forget(id);
        return ValueTask.CompletedTask;
    }
}
