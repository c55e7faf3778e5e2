using System.Net.WebSockets;
using System.Text.Json;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Live;

/// <summary>One client of <c>/api/events</c>, from accepting its socket to closing it.</summary>
/// <param name="socket">Its socket.</param>
/// <param name="bus">Where it may watch MQTT topics; null when it may not.</param>
/// <param name="mayReadLogs">Whether it may follow the logs.</param>
/// <param name="time">The clock.</param>
internal sealed class EventConnection(WebSocket socket, IBus? bus, bool mayReadLogs, TimeProvider time)
{
    private const int MaximumChannels = 1_000;
    private const int MaximumRequestBytes = 64 * 1024;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    public EventOutbox Outbox { get; } = new(time);

    /// <summary>Serves the client until it leaves, one of the loops ends for whatever reason, or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var watches = new TopicWatches(bus, Outbox, time);
        using var stopSending = new CancellationTokenSource();
        using var stopReceiving = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellationToken.Register(cancelled.SetResult);
        Task sending = SendAsync(stopSending.Token);
        Task receiving = ReceiveAsync(watches, stopReceiving.Token);
        await Task.WhenAny(sending, receiving, cancelled.Task);

        // Receiving stops last, because cancelling it aborts the socket and so the closing frame.
        await stopSending.CancelAsync();
        await Task.WhenAny(sending);
        await CloseAsync();
        await stopReceiving.CancelAsync();
        await Task.WhenAll(sending, receiving);
    }

    private async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(ClosePatience, time);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, patience.Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }

    private async Task ReceiveAsync(TopicWatches watches, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        using var request = new MemoryStream();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                request.Write(buffer, 0, received.Count);
                if (received.MessageType == WebSocketMessageType.Close || request.Length > MaximumRequestBytes)
                {
                    return;
                }

                if (received.EndOfMessage)
                {
                    await ApplyAsync(watches, request.GetBuffer().AsMemory(0, (int)request.Length));
                    request.SetLength(0);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The client is gone or silent, or the other loop has ended.
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                foreach (byte[] message in await Outbox.TakeAsync(cancellationToken))
                {
                    await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The client is gone, or the connection ends.
        }
    }

    private async Task ApplyAsync(TopicWatches watches, ReadOnlyMemory<byte> json)
    {
        SubscribeRequest? request;
        try
        {
            request = JsonSerializer.Deserialize(json.Span, ApiJson.Default.SubscribeRequest);
        }
        catch (JsonException)
        {
            request = null; // answered below like any other malformed request
        }

        if (request?.Subscribe is not { } channels || channels.Count > MaximumChannels)
        {
            Refuse($"send {{\"subscribe\":[…]}} with at most {MaximumChannels} channels");
            return;
        }

        if (channels.FirstOrDefault(channel => !EventChannel.IsValid(channel)) is { } unknown)
        {
            Refuse($"there is no channel '{unknown}'; there are samples/<device>, devices, plugins, events/<plugin>, installs, jobs, automations, notifications, logs, logs/<plugin>, broker and mqtt/<filter>");
        }

        string[] valid = [.. channels.OfType<string>().Where(EventChannel.IsValid)];
        if (!mayReadLogs && valid.Any(EventChannel.IsLogs))
        {
            Refuse("following the log needs the role installer or a higher one");
            valid = [.. valid.Where(channel => !EventChannel.IsLogs(channel))];
        }

        Outbox.Select(valid);
        if (await watches.SelectAsync(valid) is { } refusal)
        {
            Refuse(refusal);
        }
    }

    private void Refuse(string error) => Outbox.Tell(EventMessage.Error(error, time.GetUtcNow()));
}
