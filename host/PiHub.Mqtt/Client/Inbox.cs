using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>What the client receives, over all connections: the handlers that run, and which QoS 1 and 2 messages it knows.</summary>
/// <remarks>A message that the server sends again while its handlers run, or a QoS 2 message before its release, is not handled again.</remarks>
internal sealed class Inbox : IDisposable
{
    private readonly SubscriptionBook _book;
    private readonly ILogger _logger;
    private readonly CancellationToken _givingUp;

    // One place per message in handling (policy: wait). A server that sends more than the Receive Maximum is held up, not disconnected:
    // mosquitto 2.0 sends one more now and then, and would send it again after each reconnection.
    private readonly SemaphoreSlim _places;

    // Guards _known, _running and _idle.
    private readonly Lock _gate = new();
    private readonly Dictionary<ushort, IncomingMessage> _known = [];
    private TaskCompletionSource? _idle;
    private int _running;

    /// <param name="book">Who gets the messages.</param>
    /// <param name="maximum">The most messages in handling.</param>
    /// <param name="logger">Where to log failures.</param>
    /// <param name="givingUp">Given to the handlers.</param>
    public Inbox(SubscriptionBook book, int maximum, ILogger logger, CancellationToken givingUp)
    {
        _book = book;
        _logger = logger;
        _givingUp = givingUp;
        _places = new SemaphoreSlim(maximum);
    }

    /// <summary>A connection begins.</summary>
    public void Begin(bool isSessionPresent)
    {
        lock (_gate)
        {
            if (!isSessionPresent)
            {
                _known.Clear();
            }
        }
    }

    /// <summary>Hands a message to its handlers, as soon as there is a place.</summary>
    /// <param name="packet">The message, its topic in full.</param>
    /// <param name="cancellationToken">The connection's end.</param>
    /// <returns>What to acknowledge when its handling has ended.</returns>
    public async ValueTask<IncomingMessage> AcceptAsync(PublishPacket packet, CancellationToken cancellationToken)
    {
        if (Find(packet) is { } known)
        {
            return known;
        }

        var message = new IncomingMessage { PacketId = packet.PacketId, Topic = packet.Topic, Quality = packet.QualityOfService };
        await _places.WaitAsync(cancellationToken);
        lock (_gate)
        {
            _running++;
            if (packet.PacketId != 0)
            {
                _known[packet.PacketId] = message;
            }
        }

        message.Handling = HandleAsync(packet, message);
        return message;
    }

    /// <summary>A QoS 1 message is acknowledged, or a QoS 2 message released.</summary>
    /// <returns>False when it is not known.</returns>
    public bool Forget(ushort packetId)
    {
        lock (_gate)
        {
            return _known.Remove(packetId);
        }
    }

    /// <summary>Completes when no handler runs.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            if (_running == 0)
            {
                return Task.CompletedTask;
            }

            return (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Dispose() => _places.Dispose();

    private IncomingMessage? Find(PublishPacket packet)
    {
        lock (_gate)
        {
            if (packet.PacketId == 0 || !_known.TryGetValue(packet.PacketId, out IncomingMessage? known))
            {
                return null;
            }

            // Without DUP, a QoS 1 message is another one under an old identifier; a QoS 2 message is the same until it is released (4.3.3-10).
            if (known.Quality != packet.QualityOfService || (known.Quality == QualityOfService.AtLeastOnce && !packet.Duplicate))
            {
                _known.Remove(packet.PacketId);
                return null;
            }

            return known;
        }
    }

    private async Task<bool> HandleAsync(PublishPacket packet, IncomingMessage message)
    {
        bool isHandled = false;
        try
        {
            await CallAsync(packet);
            isHandled = true;
        }
        catch (OperationCanceledException) when (_givingUp.IsCancellationRequested)
        {
            // Disposed; the server sends it again to the next process.
        }
#pragma warning disable CA1031 // Boundary to the handlers: a failure leaves the message unacknowledged, and the connection ends.
        catch (Exception exception)
        {
            Log.ClientHandlerFailed(_logger, exception, message.Topic);
        }
#pragma warning restore CA1031
        finally
        {
            End(message, isHandled);
        }

        return isHandled;
    }

    private Task CallAsync(PublishPacket packet)
    {
        IReadOnlyList<MessageHandler> handlers = _book.Match(packet.Topic, packet.Properties);
        if (handlers.Count == 0)
        {
            // A subscription that was just ended, or that an earlier process has left in the session.
            Log.ClientMessageUnwanted(_logger, packet.Topic);
            return Task.CompletedTask;
        }

        var received = new ReceivedMessage
        {
            Message = PublishedMessage.ToBusMessage(
                packet.Topic, packet.Payload, packet.QualityOfService, packet.Retain, packet.Properties),
            IsDuplicate = packet.Duplicate,
            Terms = MessageTerms.Of(packet.Properties),
        };
        return handlers.Count == 1
            ? handlers[0].InvokeAsync(received, _givingUp)
            : Task.WhenAll(handlers.Select(handler => handler.InvokeAsync(received, _givingUp)));
    }

    private void End(IncomingMessage message, bool isHandled)
    {
        lock (_gate)
        {
            if (!isHandled && _known.GetValueOrDefault(message.PacketId) == message)
            {
                _known.Remove(message.PacketId);
            }

            if (--_running == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }

        _places.Release();
    }
}
