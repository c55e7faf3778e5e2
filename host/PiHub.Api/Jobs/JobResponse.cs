using PiHub.PluginHost.Jobs;

namespace PiHub.Api.Jobs;

/// <summary>A job as the API shows it.</summary>
/// <param name="Id">Plugin and job: <c>plugin/job</c>.</param>
/// <param name="Plugin">The plugin that it belongs to.</param>
/// <param name="Name">Its id in the plugin.</param>
/// <param name="Schedule">When it is due.</param>
/// <param name="IsActive">Whether its plugin runs.</param>
/// <param name="Next">When it is due next; null while its plugin does not run, or when it is never due again.</param>
/// <param name="Last">Its last run that ended or was left out.</param>
/// <param name="Running">The run that goes on.</param>
/// <param name="Skipped">How many due runs were left out because the run before still went on.</param>
internal sealed record JobResponse(
    string Id,
    string Plugin,
    string Name,
    ScheduleResponse Schedule,
    bool IsActive,
    DateTimeOffset? Next,
    JobRunResponse? Last,
    JobRunResponse? Running,
    long Skipped)
{
    public static JobResponse Of(JobSnapshot job) => new(
        $"{job.Plugin}/{job.Id}",
        job.Plugin,
        job.Id,
        new ScheduleResponse(job.Cron, job.Interval?.TotalSeconds, job.Words),
        job.IsActive,
        job.Next,
        job.Last is { } last ? JobRunResponse.Of(last) : null,
        job.Running is { } running ? JobRunResponse.Of(running) : null,
        job.Skipped);
}
