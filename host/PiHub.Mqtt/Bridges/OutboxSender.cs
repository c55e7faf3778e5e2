using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bridges;

/// <summary>Sends what waits in the outbox, in order and many at once, and removes what the remote broker has acknowledged.</summary>
internal sealed class OutboxSender
{
    // Handed to the client at once, of which it has as many on the way as the remote broker takes.
    private const int MaximumUnderWay = 256;
    private static readonly TimeSpan DiskPause = TimeSpan.FromSeconds(1);

    private readonly BridgeSettings _settings;
    private readonly BrokerParts _parts;
    private readonly MqttClient _client;
    private readonly Outbox _outbox;
    private readonly BridgeCounters _counters;
    private readonly Queue<(long Position, Task<bool> Done)> _underWay = new();
    private TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _arrival;
    private long _position;
    private bool _hasLoggedWeaker;
    private long _loggedRefusals;

    public OutboxSender(BridgeSettings settings, BrokerParts parts, MqttClient client, Outbox outbox, BridgeCounters counters)
    {
        _settings = settings;
        _parts = parts;
        _client = client;
        _outbox = outbox;
        _counters = counters;
    }

    /// <summary>There is a connection.</summary>
    public void Wake() => Volatile.Read(ref _connected).TrySetResult();

    /// <summary>Runs until it is told to stop; then it waits for what the client still has.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                bool isMore = await FillAsync(stopping);
                await WaitAsync(isMore, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (IOException)
            {
                // The outbox has logged it, and says it in its status.
                await Task.WhenAny(Task.Delay(DiskPause, _parts.Time, stopping));
            }

            await RemoveAsync();
        }

        foreach ((_, Task<bool> done) in _underWay)
        {
            await done;
        }

        await RemoveAsync();
    }

    private async Task<bool> FillAsync(CancellationToken stopping)
    {
        if (_client.Limits is null || _underWay.Count > MaximumUnderWay / 2)
        {
            return false;
        }

        IReadOnlyList<OutboxMessage> messages = await _outbox.PeekAsync(_position, MaximumUnderWay - _underWay.Count, stopping);
        foreach (OutboxMessage message in messages)
        {
            _position = message.Position;
            _underWay.Enqueue((message.Position, SendAsync(message)));
        }

        return true;
    }

    private async Task WaitAsync(bool mayTakeMore, CancellationToken stopping)
    {
        var waits = new List<Task>(2);
        if (_underWay.TryPeek(out (long Position, Task<bool> Done) head))
        {
            waits.Add(head.Done);
        }

        if (mayTakeMore && _underWay.Count <= MaximumUnderWay / 2)
        {
            if (_arrival is not { IsCompleted: false })
            {
                _arrival = _outbox.WaitAsync(_position, stopping).AsTask();
            }

            waits.Add(_arrival);
        }
        else if (_client.Limits is null)
        {
            waits.Add(ConnectionAsync());
        }

        if (waits.Count > 0)
        {
            await Task.WhenAny(waits).WaitAsync(stopping);
        }
    }

    private Task ConnectionAsync()
    {
        TaskCompletionSource connected = Volatile.Read(ref _connected);
        if (connected.Task.IsCompleted)
        {
            connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _connected, connected);
            if (_client.Limits is not null)
            {
                connected.TrySetResult(); // it came just now
            }
        }

        return connected.Task;
    }

    private async ValueTask RemoveAsync()
    {
        var removed = new List<long>();
        while (_underWay.TryPeek(out (long Position, Task<bool> Done) head) && head.Done.IsCompletedSuccessfully)
        {
            _underWay.Dequeue();
            if (await head.Done)
            {
                removed.Add(head.Position);
            }
        }

        if (removed.Count > 0)
        {
            // The outbox's end waits for it; nobody else needs to.
            _ = _outbox.RemoveAsync(removed).AsTask();
        }
    }

    /// <returns>Whether it is done with: sent, or never to be.</returns>
    private async Task<bool> SendAsync(OutboxMessage waiting)
    {
        if (Remaining(waiting) is not { } terms)
        {
            _counters.CountDroppedOut();
            return true;
        }

        BusMessage message = waiting.Message;
        while (true)
        {
            BusMessage fitting = Fit(message, _client.Limits);
            try
            {
                RefuseTooLarge(fitting, terms);
                await _client.PublishAsync(fitting, terms, CancellationToken.None);
                _counters.CountSent();
                return true;
            }
            catch (MqttClientException exception) when (Weaken(fitting, exception.Code) is { } weaker)
            {
                message = weaker; // the remote broker's limits have changed meanwhile
            }
            catch (Exception exception) when (exception is MqttClientException or ArgumentException)
            {
                _counters.CountDroppedOut();
                LogRefusal(fitting, exception);
                return true;
            }
            catch (ObjectDisposedException)
            {
                return false; // it waits for the next start
            }
        }
    }

    // Logged at the first, tenth, hundredth…: a broker may refuse everything.
    private void LogRefusal(BusMessage message, Exception exception)
    {
        long refusals = Interlocked.Increment(ref _loggedRefusals);
        if (Math.Log10(refusals) % 1 == 0)
        {
            Log.BridgeMessageDropped(_parts.Logger, _settings.Name, message.Topic, exception.Message);
        }
    }

    private MessageTerms? Remaining(OutboxMessage waiting)
    {
        if (waiting.Terms.ExpirySeconds is not { } seconds)
        {
            return waiting.Terms;
        }

        double left = seconds - Math.Max(0, (_parts.Time.GetUtcNow() - waiting.AddedAt).TotalSeconds);
        return left > 0 ? waiting.Terms with { ExpirySeconds = (uint)Math.Ceiling(left) } : null;
    }

    private void RefuseTooLarge(BusMessage message, MessageTerms terms)
    {
        if (_settings.MaximumPacketBytes == BridgeOptions.NoPacketLimitBytes)
        {
            return;
        }

        long sizeBytes = new OutgoingPublish(message, terms) { PacketId = 1 }.ToFrame(_settings.Remote.Version == ProtocolVersion.V5).PacketBytes;
        if (sizeBytes > _settings.MaximumPacketBytes)
        {
            throw new MqttClientException(
                ReasonCode.PacketTooLarge, $"The message takes {sizeBytes} bytes; MaximumPacketBytes is {_settings.MaximumPacketBytes}.");
        }
    }

    private BusMessage Fit(BusMessage message, ServerLimits? limits)
    {
        bool isWeaker = limits is not null && (message.QualityOfService > limits.MaximumQuality || (message.Retain && !limits.ServesRetained));
        if (limits is null || !isWeaker)
        {
            return message;
        }

        if (!_hasLoggedWeaker)
        {
            _hasLoggedWeaker = true;
            Log.BridgeSendsWeaker(_parts.Logger, _settings.Name, (int)limits.MaximumQuality, limits.ServesRetained);
        }

        return message with
        {
            QualityOfService = (QualityOfService)Math.Min((int)message.QualityOfService, (int)limits.MaximumQuality),
            Retain = message.Retain && limits.ServesRetained,
        };
    }

    private static BusMessage? Weaken(BusMessage message, ReasonCode code) => code switch
    {
        ReasonCode.QualityOfServiceNotSupported when message.QualityOfService > 0 => message with { QualityOfService = message.QualityOfService - 1 },
        ReasonCode.RetainNotSupported when message.Retain => message with { Retain = false },
        _ => null,
    };
}
