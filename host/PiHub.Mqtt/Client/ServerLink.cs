using System.IO.Pipelines;
using System.Threading.Channels;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Sessions;

namespace PiHub.Mqtt.Client;

/// <summary>One accepted connection: reading, acknowledging, writing, subscribing and pinging until one of them ends it.</summary>
internal sealed class ServerLink
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly Stream _stream;
    private readonly ClientParts _parts;
    private readonly LinkWriter _writer;
    private readonly LinkReader _reader;
    private readonly SubscribeLoop _subscribing;
    private readonly PingLoop _pinging;
    private readonly TaskCompletionSource<LinkEnd> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // In the order of arrival. Policy: wait.
    private readonly Channel<IncomingMessage> _received;

    public ServerLink(Stream stream, PacketSource source, PipeWriter output, ServerLimits limits, ClientParts parts)
    {
        _stream = stream;
        _parts = parts;
        Limits = limits;
        _received = Channel.CreateBounded<IncomingMessage>(parts.Options.ReceiveMaximum);
        _writer = new LinkWriter(output, limits, parts);
        _subscribing = new SubscribeLoop(_writer, limits, parts);
        _reader = new LinkReader(source, _writer, _subscribing, _received.Writer, parts);
        _pinging = new PingLoop(_reader, _writer, limits.KeepAlive, parts.Time);
        parts.Window.Begin(limits.IsSessionPresent, limits.ReceiveMaximum);
        parts.Inbox.Begin(limits.IsSessionPresent);
        parts.Book.Begin(limits.IsSessionPresent);
    }

    public ServerLimits Limits { get; }

    /// <summary>There may be a message to write.</summary>
    public void WakeWriter() => _writer.Wake();

    /// <summary>There may be something to subscribe to.</summary>
    public void WakeSubscribing() => _subscribing.Wake();

    /// <summary>Leaves new messages to the next connection.</summary>
    public void Drain() => _reader.IsDraining = true;

    /// <summary>Serves until the connection ends, and closes it.</summary>
    /// <param name="stopping">Says farewell to the server.</param>
    public async Task<LinkEnd> RunAsync(CancellationToken stopping)
    {
        using var reading = new CancellationTokenSource();
        using var writing = new CancellationTokenSource();
        Task acknowledges = GuardAsync(() => AcknowledgeAsync(writing.Token));
        Task writes = GuardAsync(() => WriteAsync(writing.Token));
        Task[] others =
        [
            GuardAsync(() => _reader.RunAsync(reading.Token)),
            GuardAsync(() => SubscribeAsync(reading.Token)),
            GuardAsync(() => _pinging.RunAsync(reading.Token)),
        ];
        LinkEnd end;
        using (stopping.Register(() => _closed.TrySetResult(LinkEnd.Stopped)))
        {
            end = await _closed.Task;
        }

        await reading.CancelAsync();
        _subscribing.Wake();
        await Task.WhenAll(others);
        _received.Writer.Complete();
        if (end == LinkEnd.Stopped)
        {
            await WaitAsync(acknowledges);
        }

        _writer.Complete(ToPacket(end));
        if (end.Farewell is not null)
        {
            await WaitAsync(writes);
        }

        await writing.CancelAsync();
        await _stream.DisposeAsync();
        await Task.WhenAll(acknowledges, writes);
        return end;
    }

    private DisconnectPacket? ToPacket(LinkEnd end) =>
        end.Farewell is { } reason && (_parts.Options.Version == ProtocolVersion.V5 || reason == ReasonCode.Success)
            ? new DisconnectPacket { Reason = reason }
            : null;

    // The server gets a moment to take the last bytes.
    private async Task WaitAsync(Task task)
    {
        try
        {
            await task.WaitAsync(Linger, _parts.Time);
        }
        catch (TimeoutException)
        {
            // It takes nothing; the caller cuts the connection off.
        }
    }

    private async Task<LinkEnd> AcknowledgeAsync(CancellationToken cancellationToken)
    {
        await foreach (IncomingMessage message in _received.Reader.ReadAllAsync(cancellationToken))
        {
            if (!await message.Handling.WaitAsync(cancellationToken))
            {
                return new LinkEnd(FailureText.HandlerFailed(message.Topic));
            }

            if (message.PacketId != 0)
            {
                bool isLast = message.Quality == Sdk.Bus.QualityOfService.AtLeastOnce;
                if (isLast)
                {
                    _parts.Inbox.Forget(message.PacketId);
                }

                var packet = new AcknowledgementPacket(isLast ? PacketType.PubAck : PacketType.PubRec, message.PacketId);
                await _writer.SendAsync(packet, cancellationToken);
            }
        }

        return LinkEnd.Stopped;
    }

    private async Task<LinkEnd> WriteAsync(CancellationToken cancellationToken)
    {
        await _writer.RunAsync(cancellationToken);
        return LinkEnd.Stopped;
    }

    private async Task<LinkEnd> SubscribeAsync(CancellationToken cancellationToken)
    {
        await _subscribing.RunAsync(cancellationToken);
        return LinkEnd.Stopped;
    }

    // The first end counts.
    private async Task GuardAsync(Func<Task<LinkEnd>> loop)
    {
        LinkEnd end;
        try
        {
            end = await loop();
        }
#pragma warning disable CA1031 // Boundary of a connection's loops: a failure ends this connection and is its reason.
        catch (Exception exception)
        {
            end = FailureText.OfLink(exception);
        }
#pragma warning restore CA1031
        _closed.TrySetResult(end);
    }
}
