namespace PiHub.Devices;

/// <summary>What became of a command.</summary>
/// <param name="Id">The id of the call.</param>
/// <param name="Ok">Whether it was carried out.</param>
/// <param name="State">The state after it, in a word or two; null when there is none to tell.</param>
/// <param name="Error">Why it was not carried out; null when it was.</param>
public sealed record CommandResult(string? Id, bool Ok, string? State, string? Error);
