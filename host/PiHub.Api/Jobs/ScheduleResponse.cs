namespace PiHub.Api.Jobs;

/// <summary>When a job is due.</summary>
/// <param name="Cron">Its cron expression; null when it has an interval.</param>
/// <param name="IntervalS">From one planned start to the next, in seconds; null when it has a cron expression.</param>
/// <param name="Words">The same in words.</param>
internal sealed record ScheduleResponse(string? Cron, double? IntervalS, string Words);
