using System.Globalization;

namespace PiHub.Chaos.Records;

/// <summary>What one publisher did on one topic: it counts up from 1. Written by its publisher only.</summary>
internal sealed class PublishedTopic(string name, int qualityOfService)
{
    private readonly HashSet<int> _acknowledged = [];

    public string Name => name;

    public int QualityOfService => qualityOfService;

    /// <summary>Whether its messages are retained.</summary>
    public bool IsRetained { get; init; }

    /// <summary>Whether its messages are a device's readings.</summary>
    public bool IsReading { get; init; }

    /// <summary>The last number that was sent.</summary>
    public int LastSent { get; private set; }

    /// <summary>The highest number that was acknowledged: PUBACK, or PUBCOMP with QoS 2.</summary>
    public int LastAcknowledged { get; private set; }

    public IReadOnlyCollection<int> Acknowledged => _acknowledged;

    /// <summary>Takes the next number.</summary>
    public int Next() => ++LastSent;

    public void Acknowledge(int number)
    {
        _acknowledged.Add(number);
        LastAcknowledged = Math.Max(LastAcknowledged, number);
    }

    /// <summary>The payload of a number: about 100 bytes that start with it, or a reading of it with a time of its own.</summary>
    public string Payload(int number)
    {
        DateTimeOffset time = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(number);
        return IsReading
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"time":"{{time:yyyy-MM-ddTHH:mm:ss.fff}}Z","number":{{number}}}""")
            : number.ToString(CultureInfo.InvariantCulture).PadRight(100);
    }

    /// <summary>The number in a payload that is no reading.</summary>
    public static int Number(string payload) => int.Parse(payload.TrimEnd(), CultureInfo.InvariantCulture);
}
