namespace PiHub.PluginHost.Metering;

/// <summary>What happened last of its kind, and how often it did.</summary>
/// <param name="Text">The last one, a sentence without a full stop.</param>
/// <param name="Count">How many there were.</param>
/// <param name="At">When the last one was, UTC.</param>
internal sealed record Incident(string Text, long Count, DateTimeOffset At);
