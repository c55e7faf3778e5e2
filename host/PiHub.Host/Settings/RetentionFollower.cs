using PiHub.Recorder.Retention;
using PiHub.Sdk.Settings;

namespace PiHub.Host.Settings;

/// <summary>Gives the recorder the rules of its page, at the start and whenever they change.</summary>
internal sealed class RetentionFollower(ISettings<RecorderSettings> settings, RetentionRules rules) : IHostedService
{
    private IDisposable? _following;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _following = settings.OnChange(changed => rules.Use(changed.ToRules()));
        rules.Use(settings.Current.ToRules());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _following?.Dispose();
        return Task.CompletedTask;
    }
}
