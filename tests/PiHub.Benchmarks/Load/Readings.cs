using System.Globalization;
using System.Text;

namespace PiHub.Benchmarks.Load;

/// <summary>Messages that PiHub takes for a device's readings, and syncs to disk before it acknowledges them.</summary>
internal static class Readings
{
    /// <summary>A topic of each publisher and round, so that a later round's readings are new ones.</summary>
    public static string Topic(MessageKey key) => $"pihub/bench-{key.Round}-{key.Publisher}/state";

    /// <summary>100 bytes with three numbers; a millisecond between two messages.</summary>
    public static byte[] Payload(MessageKey key)
    {
        DateTimeOffset time = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(key.Index);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"time":"{{time:yyyy-MM-ddTHH:mm:ss.fff}}Z","power_watt":{{1000 + (key.Index % 1000 / 10.0)}},"voltage_volt":230.1,"on":true}""");
        return Encoding.UTF8.GetBytes(text.PadRight(100));
    }
}
