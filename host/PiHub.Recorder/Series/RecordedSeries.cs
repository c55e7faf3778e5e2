namespace PiHub.Recorder.Series;

/// <summary>One metric of one device, as the recorder knows it.</summary>
/// <param name="Id">Its number, from 1; never used for another series, not even after its device was deleted.</param>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">The metric's name.</param>
public sealed record RecordedSeries(long Id, string Device, string Metric);
