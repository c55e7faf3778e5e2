namespace PiHub.Api.Jobs;

/// <summary>A part of a job's history.</summary>
/// <param name="Runs">Its runs, the newest first.</param>
/// <param name="Next">What to give as <c>before</c> for the runs before these; null when there are none.</param>
internal sealed record JobRunPage(IReadOnlyList<JobRunResponse> Runs, long? Next);
