namespace PiHub.Recorder.Queries;

/// <summary>A range of stored times: from included, to not, in ms since 1970.</summary>
internal readonly record struct TimeRange(long FromMilliseconds, long ToMilliseconds);
