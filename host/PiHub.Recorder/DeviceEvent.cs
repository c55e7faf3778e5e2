using PiHub.Sdk.Readings;

namespace PiHub.Recorder;

/// <summary>Something that happened at a device, as published on <c>pihub/&lt;device&gt;/event</c>.</summary>
public sealed record DeviceEvent
{
    /// <summary>The device's id.</summary>
    public required string Device { get; init; }

    /// <summary>When it happened, UTC, by the device's clock when it sent one, else the time of receipt. Kept to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How far its time can be trusted.</summary>
    public ReadingQuality Quality { get; init; }

    /// <summary>What happened, e.g. <c>voltage_dip</c>: 1 to 64 characters, a-z, 0-9 and '_'.</summary>
    public required string Type { get; init; }

    /// <summary>The whole JSON object as the device sent it.</summary>
    public required string Payload { get; init; }
}
