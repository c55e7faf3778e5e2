namespace PiHub.Api.SystemStatus;

/// <summary>How the continuous export to another database goes. Counters run since the start of the hub.</summary>
/// <param name="Target">Where to, without secrets.</param>
/// <param name="State">How it goes, one word.</param>
/// <param name="Message">Why it does not go, and the remedy; null while all is well.</param>
/// <param name="Sent">Readings that the other side took.</param>
/// <param name="Refused">Readings that it refused for good.</param>
/// <param name="Missed">Samples that were no longer there when the export could go on.</param>
/// <param name="Lag">Samples that wait.</param>
/// <param name="LastSuccess">When the other side last took something; null: not since the start.</param>
internal sealed record ExportStateResponse(
    string Target, string State, string? Message, long Sent, long Refused, long Missed, long Lag, DateTimeOffset? LastSuccess);
