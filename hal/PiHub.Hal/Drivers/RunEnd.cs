namespace PiHub.Hal.Drivers;

/// <summary>How a run of a driver ended.</summary>
/// <param name="Reason">One line for the owner.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="IsAbandoned">It did not stop when asked to, and was left to itself.</param>
internal sealed record RunEnd(string Reason, TimeSpan Duration, bool IsAbandoned);
