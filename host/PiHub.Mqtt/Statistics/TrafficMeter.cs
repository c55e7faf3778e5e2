using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Statistics;

/// <summary>Counts one direction of one connection, and adds it to the total once per read or write. For its loop only.</summary>
internal sealed class TrafficMeter
{
    private readonly TrafficTotal _total;
    private int _packets;
    private int _publishes;
    private long _publishBytes;

    public TrafficMeter(TrafficTotal total) => _total = total;

    public void Count(Packet packet)
    {
        if (packet is PublishPacket publish)
        {
            CountPublish(publish.Payload.Length);
        }
        else
        {
            _packets++;
        }
    }

    public void CountPublish(int payloadBytes)
    {
        _packets++;
        _publishes++;
        _publishBytes += payloadBytes;
    }

    /// <param name="bytes">All that was read or written since the last time.</param>
    public void AddToTotal(long bytes)
    {
        _total.Add(bytes, _packets, _publishes, _publishBytes);
        _packets = 0;
        _publishes = 0;
        _publishBytes = 0;
    }
}
