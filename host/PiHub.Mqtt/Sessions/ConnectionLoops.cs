using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Transport;

namespace PiHub.Mqtt.Sessions;

/// <summary>Reads, journals and writes for one connection, and ends it in the right order.</summary>
internal sealed class ConnectionLoops
{
    private readonly ClientLink _link;
    private readonly IMqttTransport _transport;
    private readonly BrokerParts _parts;
    private readonly SubscriptionHandler _subscriptions;
    private readonly PublishIntake _intake;
    private readonly Task _writing;

    public ConnectionLoops(ClientLink link, IMqttTransport transport, BrokerParts parts)
    {
        _link = link;
        _transport = transport;
        _parts = parts;
        _subscriptions = new SubscriptionHandler(link, parts);
        _intake = new PublishIntake(link, parts);
        _writing = WriteAsync();
    }

    /// <summary>Reads until the connection is to end.</summary>
    /// <returns>Why; null when the token was cancelled.</returns>
    public async Task<CloseReason?> ReadAsync(PacketSource source, CancellationToken closing)
    {
        using var watch = new KeepAliveWatch(_link.KeepAlive, _parts.Time, () => _link.Close(CloseReason.KeepAliveTimeout));
        using var packets = new PacketWatch(_parts.Options.PacketTimeout, _parts.Time, () => _link.Close(CloseReason.PacketTimeout));
        await using CancellationTokenRegistration hurry = closing.Register(_link.Answers.StopWaiting);
        var handler = new PacketHandler(_link, _parts, _intake, _subscriptions);
        try
        {
            while (true)
            {
                bool tookPacket = false;
                while (source.TryRead(out Packet? packet))
                {
                    tookPacket = tookPacket || Begin(watch, packets);

                    // What has arrived already does not count any more either.
                    closing.ThrowIfCancellationRequested();
                    if (await handler.HandleAsync(packet, closing) is { } reason)
                    {
                        return reason;
                    }
                }

                Note(watch, packets, tookPacket, source.HasPart);
                if (!await source.FillAsync(closing))
                {
                    return CloseReason.ConnectionLost;
                }
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            return null;
        }
        catch (MqttProtocolException exception)
        {
            return CloseReason.Broken(exception);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return CloseReason.ConnectionLost; // reset by the client, or aborted by the listener
        }
#pragma warning disable CA1031 // Boundary of the reading loop: its failure ends this connection and no other.
        catch (Exception exception)
        {
            Log.ConnectionFailed(_parts.Logger, exception, _link.Session.ClientId);
            return CloseReason.Failed;
        }
#pragma warning restore CA1031
    }

    /// <summary>Ends the connection: last packets out, messages in the journal finished.</summary>
    public async Task EndAsync(CloseReason reason, PacketSource source)
    {
        if (reason.DrainsFirst)
        {
            await _intake.CompleteAsync(_parts.Options.DrainTimeout);
        }

        await FinishWritingAsync(reason, source);
        if (!reason.DrainsFirst)
        {
            await _intake.CompleteAsync(_parts.Options.DrainTimeout);
        }
    }

    // Bytes alone are no sign of life: a packet must get whole (3.1.1: 3.1.2-24).
    // Nobody blames the client for the time that the broker takes from here to Note, such as for a store in trouble.
    private static bool Begin(KeepAliveWatch silence, PacketWatch packets)
    {
        silence.Suspend();
        packets.Note(tookPacket: true, hasPart: false);
        return true;
    }

    private static void Note(KeepAliveWatch silence, PacketWatch packets, bool tookPacket, bool hasPart)
    {
        packets.Note(tookPacket, hasPart);
        if (tookPacket)
        {
            silence.Touch();
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await new OutboundLoop(_link, _transport.Output, _parts).RunAsync();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            _link.Close(CloseReason.ConnectionLost with { Text = $"writing failed: {exception.Message}" });
        }
#pragma warning disable CA1031 // Boundary of the writing loop: its failure ends this connection and no other.
        catch (Exception exception)
        {
            Log.ConnectionFailed(_parts.Logger, exception, _link.Session.ClientId);
            _link.Close(CloseReason.ConnectionLost);
        }
#pragma warning restore CA1031
        finally
        {
            _link.Answers.Complete(last: null); // nobody takes answers any more, so nobody must wait for room
        }
    }

    private async Task FinishWritingAsync(CloseReason reason, PacketSource source)
    {
        DisconnectPacket? last = _link.IsV5 && reason.Code is { } code ? new DisconnectPacket
        {
            Reason = code,
            Properties = _link.Explain(reason.Text, always: true),
        } : null;
        _link.Answers.Complete(last);
        try
        {
            await _writing.WaitAsync(_parts.Options.LingerTimeout, _parts.Time);
            if (reason.Lingers)
            {
                if (_transport.CanHalfClose)
                {
                    await _transport.Output.CompleteAsync();
                }

                using var deadline = new CancellationTokenSource(_parts.Options.LingerTimeout, _parts.Time);
                await source.DiscardAsync(deadline.Token);
            }
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException or IOException)
        {
            // The client does not take its last bytes.
            _transport.Abort();
            _transport.Output.CancelPendingFlush();
            await _writing;
        }

        // Closed here and not only at the very end, which may wait for the journal.
        await _transport.Output.CompleteAsync();
    }
}
