namespace PiHub.Recorder.Retention;

/// <summary>A retention rule as it is applied; null: forever.</summary>
/// <param name="Pattern">Which metrics, e.g. <c>meter/l?.*</c>.</param>
/// <param name="Raw">How long every single reading is kept.</param>
/// <param name="Minute">How long minutes are kept.</param>
/// <param name="Hour">How long hours are kept.</param>
/// <param name="Day">How long days are kept.</param>
/// <param name="Events">How long events are kept; only rules for all metrics of a device count for them.</param>
public sealed record RetentionInForce(string Pattern, TimeSpan? Raw, TimeSpan? Minute, TimeSpan? Hour, TimeSpan? Day, TimeSpan? Events);
