namespace PiHub.Sdk.Readings;

/// <summary>A stretch of time without readings.</summary>
/// <param name="From">The last reading before it, or the start of what was asked for, UTC.</param>
/// <param name="To">The first reading behind it, or the end of what was asked for, UTC.</param>
/// <remarks>Since 0.3.</remarks>
public readonly record struct ReadingGap(DateTimeOffset From, DateTimeOffset To);
