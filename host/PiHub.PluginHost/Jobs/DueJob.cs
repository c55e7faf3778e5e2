using Quartz;
using Quartz.Extensibility;

namespace PiHub.PluginHost.Jobs;

/// <summary>The one class that Quartz runs: it tells the hub which job of which plugin is due. Its data are strings, so that nothing of a
/// plugin is kept.</summary>
/// <remarks>Its name stands in <c>jobs.db</c>.</remarks>
internal sealed class DueJob(Action<JobName, DateTimeOffset, DateTimeOffset?> due) : IJob
{
    public const string PluginKey = "plugin";
    public const string JobKey = "job";

    // Returns at once: the run goes on by itself, so that a long one holds none of the scheduler's places.
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var name = new JobName(
            context.MergedJobDataMap.GetString(PluginKey) ?? "", context.MergedJobDataMap.GetString(JobKey) ?? "");
        due(name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, context.NextFireTimeUtc);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes it for Quartz.</summary>
    internal sealed class Factory(Action<JobName, DateTimeOffset, DateTimeOffset?> due) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken) =>
            new(new JobScope(new DueJob(due)));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
