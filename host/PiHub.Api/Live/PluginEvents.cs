using PiHub.Api.Jobs;
using PiHub.Api.Plugins;
using PiHub.Logs;
using PiHub.PluginHost;
using PiHub.PluginHost.Jobs;

namespace PiHub.Api.Live;

/// <summary>Feeds the event hub with what becomes of the plugins, what their jobs do and what is logged.</summary>
public sealed class PluginEvents : IDisposable
{
    private readonly EventHub _hub;
    private readonly PluginRegistry _plugins;
    private readonly PluginViews _views;
    private readonly JobRegistry _jobs;
    private readonly LogStore _logs;
    private readonly TimeProvider _time;

    /// <summary>Starts feeding.</summary>
    /// <param name="hub">Where to.</param>
    /// <param name="plugins">The plugins.</param>
    /// <param name="views">How they are shown.</param>
    /// <param name="jobs">The plugins' jobs.</param>
    /// <param name="logs">The log.</param>
    /// <param name="time">The clock.</param>
    public PluginEvents(EventHub hub, PluginRegistry plugins, PluginViews views, JobRegistry jobs, LogStore logs, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(logs);
        (_hub, _plugins, _views, _jobs, _logs, _time) = (hub, plugins, views, jobs, logs, time);
        _plugins.Changed += OnPlugin;
        _plugins.Removed += OnPluginRemoved;
        _jobs.Changed += OnJob;
        _logs.LineAdded += OnLine;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _plugins.Changed -= OnPlugin;
        _plugins.Removed -= OnPluginRemoved;
        _jobs.Changed -= OnJob;
        _logs.LineAdded -= OnLine;
    }

    private void OnPlugin(PluginSnapshot plugin) => _hub.Publish(EventChannel.Plugins, () =>
        EventMessage.Of(EventChannel.Plugins, _time.GetUtcNow(), _views.Of(plugin), ApiJson.Default.PluginResponse));

    private void OnPluginRemoved(string id) => _hub.Publish(
        EventChannel.Plugins, () => EventMessage.Removed(EventChannel.Plugins, _time.GetUtcNow(), id));

    private void OnJob(JobSnapshot job) => _hub.Publish(EventChannel.Jobs, JobResponse.Of(job), ApiJson.Default.JobResponse);

    private void OnLine(LogLine line)
    {
        _hub.Publish(EventChannel.HubLogs, line, ApiJson.Default.LogLine);
        if (line.Plugin is { } plugin)
        {
            _hub.Publish(EventChannel.Logs(plugin), line, ApiJson.Default.LogLine);
        }
    }
}
