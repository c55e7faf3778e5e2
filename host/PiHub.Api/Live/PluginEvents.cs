using PiHub.Api.Jobs;
using PiHub.PluginHost.Jobs;
using PiHub.PluginHost.Logs;

namespace PiHub.Api.Live;

/// <summary>Feeds the event hub with what the plugins' jobs do and what the plugins log.</summary>
public sealed class PluginEvents : IDisposable
{
    private readonly EventHub _hub;
    private readonly JobRegistry _jobs;
    private readonly LogStore _logs;

    /// <summary>Starts feeding.</summary>
    /// <param name="hub">Where to.</param>
    /// <param name="jobs">The plugins' jobs.</param>
    /// <param name="logs">The plugins' logs.</param>
    public PluginEvents(EventHub hub, JobRegistry jobs, LogStore logs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(logs);
        (_hub, _jobs, _logs) = (hub, jobs, logs);
        _jobs.Changed += OnJob;
        _logs.PluginLineAdded += OnLine;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _jobs.Changed -= OnJob;
        _logs.PluginLineAdded -= OnLine;
    }

    private void OnJob(JobSnapshot job) => _hub.Publish(EventChannel.Jobs, JobResponse.Of(job), ApiJson.Default.JobResponse);

    private void OnLine(string plugin, LogLine line) => _hub.Publish(EventChannel.Logs(plugin), line, ApiJson.Default.LogLine);
}
