namespace PiHub.Recorder.Blocks.Heads;

/// <summary>Orders a device's events by time, type and payload; what is the same in all is one event.</summary>
internal sealed class EventOrder : IComparer<DeviceEvent>
{
    public static EventOrder Instance { get; } = new();

    public int Compare(DeviceEvent? x, DeviceEvent? y)
    {
        if (x is null || y is null)
        {
            return x is null ? (y is null ? 0 : -1) : 1;
        }

        int order = x.Time.CompareTo(y.Time);
        order = order != 0 ? order : string.CompareOrdinal(x.Type, y.Type);
        return order != 0 ? order : string.CompareOrdinal(x.Payload, y.Payload);
    }
}
