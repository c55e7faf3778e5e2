using System.Globalization;
using System.Reflection;

namespace PiHub.Mqtt.Statistics;

/// <summary>Reads the broker's numbers under the names that mosquitto gave them. For one caller at a time.</summary>
internal sealed class SystemNumbers
{
    private static readonly string Version =
        typeof(SystemNumbers).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static readonly string[] Periods = ["1min", "5min", "15min"];

    private readonly BrokerParts _parts;
    private readonly Func<BrokerStatus> _status;
    private readonly long _startedAt;
    private readonly (string Name, Func<BrokerStatus, long> Count, LoadAverage Average)[] _loads;
    private long _readAt;
    private int _maximumClients;
    private long _maximumHeapBytes;

    public SystemNumbers(BrokerParts parts, Func<BrokerStatus> status)
    {
        _parts = parts;
        _status = status;
        _startedAt = _readAt = parts.Time.GetTimestamp();
        TrafficCounters traffic = parts.Traffic;
        _loads =
        [
            ("messages/received", _ => traffic.Received.Packets, new LoadAverage()),
            ("messages/sent", _ => traffic.Sent.Packets, new LoadAverage()),
            ("publish/received", _ => traffic.Received.Publishes, new LoadAverage()),
            ("publish/sent", _ => traffic.Sent.Publishes, new LoadAverage()),
            ("publish/dropped", now => now.MessagesDropped, new LoadAverage()),
            ("bytes/received", _ => traffic.Received.Bytes, new LoadAverage()),
            ("bytes/sent", _ => traffic.Sent.Bytes, new LoadAverage()),
            ("sockets", _ => traffic.Sockets, new LoadAverage()),
            ("connections", _ => traffic.Connections, new LoadAverage()),
        ];
    }

    /// <summary>The topics below <c>$SYS/broker/</c> and their values.</summary>
    public IEnumerable<(string Name, string Value)> Read()
    {
        BrokerStatus now = _status();
        _maximumClients = Math.Max(_maximumClients, now.ConnectedClients);
        IEnumerable<(string Name, string Value)> others =
        [
            ("version", $"PiHub version {Version}"),
            ("uptime", Text((long)_parts.Time.GetElapsedTime(_startedAt).TotalSeconds) + " seconds"),
        ];
        return others.Concat(ReadCounts(now).Select(pair => (pair.Name, Text(pair.Count)))).Concat(ReadLoads(now));
    }

    private (string Name, long Count)[] ReadCounts(BrokerStatus now)
    {
        TrafficCounters traffic = _parts.Traffic;
        long heapBytes = Environment.WorkingSet;
        _maximumHeapBytes = Math.Max(_maximumHeapBytes, heapBytes);
        return
        [
            ("clients/total", now.ConnectedClients + now.WaitingSessions),
            ("clients/connected", now.ConnectedClients),
            ("clients/disconnected", now.WaitingSessions),
            ("clients/maximum", _maximumClients),
            ("clients/expired", traffic.ExpiredSessions),
            ("subscriptions/count", now.Subscriptions),
            ("shared_subscriptions/count", _parts.Subscriptions.SharedCount),
            ("retained messages/count", now.RetainedMessages),
            ("messages/stored", now.RetainedMessages),
            ("store/messages/count", now.RetainedMessages),
            ("store/messages/bytes", now.RetainedBytes),
            ("messages/received", traffic.Received.Packets),
            ("messages/sent", traffic.Sent.Packets),
            ("publish/messages/received", traffic.Received.Publishes),
            ("publish/messages/sent", traffic.Sent.Publishes),
            ("publish/messages/dropped", now.MessagesDropped),
            ("publish/bytes/received", traffic.Received.PublishBytes),
            ("publish/bytes/sent", traffic.Sent.PublishBytes),
            ("bytes/received", traffic.Received.Bytes),
            ("bytes/sent", traffic.Sent.Bytes),
            ("heap/current", heapBytes),
            ("heap/maximum", _maximumHeapBytes),
        ];
    }

    private List<(string Name, string Value)> ReadLoads(BrokerStatus now)
    {
        long timestamp = _parts.Time.GetTimestamp();
        TimeSpan elapsed = _parts.Time.GetElapsedTime(_readAt, timestamp);
        _readAt = timestamp;
        var values = new List<(string Name, string Value)>();
        foreach ((string name, Func<BrokerStatus, long> count, LoadAverage average) in _loads)
        {
            average.Update(count(now), elapsed);
            for (int i = 0; i < Periods.Length; i++)
            {
                values.Add(($"load/{name}/{Periods[i]}", average.PerMinute[i].ToString("F2", CultureInfo.InvariantCulture)));
            }
        }

        return values;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
