using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>How the continuous export to another database goes. Counters run since the start of the hub.</summary>
/// <param name="Target">Where to, without secrets.</param>
/// <param name="State">How it goes, one word.</param>
/// <param name="Message">Why it does not go, and the remedy; null while all is well.</param>
/// <param name="Sent">Samples that the other side has acknowledged.</param>
/// <param name="Refused">Samples that it refused for good.</param>
/// <param name="Missed">Samples that were no longer there when the export could go on.</param>
/// <param name="LagSeconds">How far the export is behind, seconds; null when it is not known.</param>
internal sealed record ExportStateResponse(
    string Target,
    string State,
    string? Message,
    long Sent,
    long Refused,
    long Missed,
    [property: JsonPropertyName("lag_s")] double? LagSeconds);
