namespace PiHub.Recorder.Rollups;

/// <summary>By what a series' stored rollups were made.</summary>
/// <param name="IsCounter">Whether a fall counted as a reset.</param>
/// <param name="Zone">The id of the days' time zone.</param>
internal sealed record SeriesBasis(bool IsCounter, string Zone);
