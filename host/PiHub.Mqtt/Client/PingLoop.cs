using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Client;

/// <summary>Keeps one connection alive, and gives it up when the server is silent for 1.5 times the keep-alive.</summary>
internal sealed class PingLoop
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    private readonly LinkReader _reader;
    private readonly LinkWriter _writer;
    private readonly TimeSpan _keepAlive;
    private readonly TimeProvider _time;

    public PingLoop(LinkReader reader, LinkWriter writer, TimeSpan keepAlive, TimeProvider time)
    {
        _reader = reader;
        _writer = writer;
        _keepAlive = keepAlive;
        _time = time;
    }

    public async Task<LinkEnd> RunAsync(CancellationToken cancellationToken)
    {
        if (_keepAlive == TimeSpan.Zero)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }

        long? pinged = null;
        while (true)
        {
            // Anything from the server proves that it lives.
            if (pinged is { } at && _reader.LastTimestamp >= at)
            {
                pinged = null;
            }

            TimeSpan left = pinged is { } since
                ? (_keepAlive / 2) - _time.GetElapsedTime(since)
                : _keepAlive - Longer(_time.GetElapsedTime(_reader.LastTimestamp), _time.GetElapsedTime(_writer.LastTimestamp));
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(Longer(left, ShortestWait), _time, cancellationToken);
            }
            else if (pinged is not null && !_reader.IsHeldUp)
            {
                return new LinkEnd(FailureText.Silent(_keepAlive * 1.5)) { Farewell = ReasonCode.KeepAliveTimeout };
            }
            else
            {
                // While handlers hold the reader up, nothing can be read, and the server may only be kept from giving up.
                _writer.TrySend(PingPacket.Request);
                pinged = _time.GetTimestamp();
            }
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
