using PiHub.PluginHost.Jobs;

namespace PiHub.Api.Jobs;

/// <summary>A run of a job.</summary>
/// <param name="Id">Its number; later ones have higher numbers.</param>
/// <param name="Scheduled">When it was due; for a run by hand when it was asked for.</param>
/// <param name="Started">When it began; null when it never did.</param>
/// <param name="Ended">When it ended; null while it goes on, or when nobody knows.</param>
/// <param name="Outcome">What became of it; null while it goes on.</param>
/// <param name="Error">Why it failed or was left out.</param>
/// <param name="Progress">How far it came, 0 to 1; null when it never said.</param>
/// <param name="Text">What it did last, in its own words.</param>
/// <param name="StartedBy">Who started it by hand; null when its schedule did.</param>
internal sealed record JobRunResponse(
    long Id,
    DateTimeOffset Scheduled,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    JobOutcome? Outcome,
    string? Error,
    double? Progress,
    string? Text,
    string? StartedBy)
{
    public static JobRunResponse Of(JobRunSnapshot run) => new(
        run.Id, run.ScheduledAt, run.StartedAt, run.EndedAt, run.Outcome, run.Error, run.Progress, run.Text, run.StartedBy);
}
