namespace PiHub.Api.SystemStatus;

/// <summary>What is written to the disk.</summary>
/// <param name="LastHour">Over the last hour, or since the start when that was later.</param>
/// <param name="SinceStart">Since the hub started.</param>
/// <param name="Minutes">Minute by minute, oldest first, at most 60.</param>
internal sealed record WriteBudgetResponse(WriteFigures LastHour, WriteFigures SinceStart, IReadOnlyList<WriteMinute> Minutes);
