using Microsoft.Extensions.Hosting;
using PiHub.Api.Jobs;
using PiHub.PluginHost.Jobs;
using PiHub.PluginHost.Logs;

namespace PiHub.Api.Live;

/// <summary>Feeds the event hub with what the plugins' jobs do and what the plugins log.</summary>
internal sealed class PluginEvents(EventHub hub, JobRegistry jobs, LogStore logs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.Changed += OnJob;
        logs.PluginLineAdded += OnLine;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        jobs.Changed -= OnJob;
        logs.PluginLineAdded -= OnLine;
        return Task.CompletedTask;
    }

    private void OnJob(JobSnapshot job) => hub.Publish(EventChannel.Jobs, JobResponse.Of(job), ApiJson.Default.JobResponse);

    private void OnLine(string plugin, LogLine line) => hub.Publish(EventChannel.Logs(plugin), line, ApiJson.Default.LogLine);
}
