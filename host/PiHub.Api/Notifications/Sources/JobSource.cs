using PiHub.Notifications;
using PiHub.PluginHost.Jobs;

namespace PiHub.Api.Notifications.Sources;

/// <summary>Tells of jobs whose last run failed.</summary>
internal sealed class JobSource(JobRegistry jobs) : INotificationSource
{
    private const string Kind = "job_failed";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public IEnumerable<Notification> Look() => Of(jobs.List());

    internal static IEnumerable<Notification> Of(IEnumerable<JobSnapshot> jobs) =>
        jobs.Where(job => job.Last?.Outcome == JobOutcome.Failed).Select(job => new Notification
        {
            Kind = Kind,
            Subject = $"{job.Plugin}/{job.Id}",
            Severity = NotificationSeverity.Warning,
            Title = $"Job {job.Id} of plugin {job.Plugin} failed",
            Detail = $"{job.Last?.Error ?? "It ended with an error"}. It is over when the next run succeeds.",
            Link = "/jobs",
        });
}
