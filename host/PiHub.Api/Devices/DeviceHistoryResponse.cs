namespace PiHub.Api.Devices;

/// <summary>A page of a device's recorded events.</summary>
/// <param name="Events">Newest first.</param>
/// <param name="Next">Pass as <c>before</c> for the next page; null when this is the last.</param>
internal sealed record DeviceHistoryResponse(IReadOnlyList<RecordedEvent> Events, DateTimeOffset? Next);
