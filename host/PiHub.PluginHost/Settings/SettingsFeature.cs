using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Features;
using PiHub.PluginHost.Lifecycle;
using PiHub.Sdk.Settings;
using PiHub.Settings;
using PiHub.Settings.Live;

namespace PiHub.PluginHost.Settings;

/// <summary>Lends <see cref="ISettings{TSettings}"/>, which follows what the owner changes.</summary>
internal sealed class SettingsFeature(PluginSettings settings, ILogger<SettingsFeature> logger) : IPluginFeature
{
    public void Lend(PluginStart start, IServiceCollection services)
    {
        if (start.Declared.SettingsType is not { } type)
        {
            return;
        }

        var target = new SettingsTarget(type, SettingsOwner.Plugin(start.Id), start.Plugin.Report, logger);
        start.Plugin.Register(() => target);
        settings.Prepare(target);
        services.AddSingleton(typeof(ISettings<>).MakeGenericType(type), target.Settings);
        services.AddSingleton(target);
    }

    // Only now: at an upgrade the old version runs until here.
    public ValueTask OpenAsync(PluginStart start, CancellationToken cancellationToken)
    {
        if (start.Declared.SettingsType is null)
        {
            settings.Without(start.Id);
        }
        else
        {
            SettingsTarget target = start.Services.GetRequiredService<SettingsTarget>();
            start.Plugin.Register(() => settings.Attach(target));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        settings.Forget(id);
        return ValueTask.CompletedTask;
    }
}
