using System.Net.WebSockets;
using PiHub.Api.Live;

namespace PiHub.Api.Tests.Live;

public sealed class EventConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task SendingThatFails_EndsTheConnection()
    {
        using var socket = new FakeWebSocket { Sending = _ => throw new WebSocketException("gone") };

        await RunAsync(socket, message: true, CancellationToken.None);

        Assert.True(socket.IsReceiveStopped);
    }

    [Fact]
    public async Task SendingThatBreaks_EndsTheConnection_AndIsNotHidden()
    {
        using var socket = new FakeWebSocket { Sending = _ => throw new InvalidOperationException("a defect") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(socket, message: true, CancellationToken.None));

        Assert.True(socket.IsReceiveStopped);
    }

    [Fact]
    public async Task ReceivingThatEnds_EndsTheConnection()
    {
        using var leaving = new FakeWebSocket { Receiving = _ => Task.CompletedTask };
        using var silent = new FakeWebSocket { Receiving = _ => throw new WebSocketException("no pong") };

        await RunAsync(leaving, message: false, CancellationToken.None);
        await RunAsync(silent, message: false, CancellationToken.None);

        Assert.Equal(WebSocketState.CloseSent, leaving.State);
    }

    [Fact]
    public async Task Cancellation_ClosesTheSocketProperly_ThenStopsReceiving()
    {
        using var socket = new FakeWebSocket();

        await RunAsync(socket, message: false, new CancellationToken(canceled: true));

        Assert.Equal(WebSocketState.CloseSent, socket.State);
        Assert.True(socket.IsReceiveStopped);
    }

    private static async Task RunAsync(FakeWebSocket socket, bool message, CancellationToken cancellationToken)
    {
        var connection = new EventConnection(socket, bus: null, mayReadLogs: false, TimeProvider.System);
        if (message)
        {
            connection.Outbox.Tell([1]);
        }

        await connection.RunAsync(cancellationToken).WaitAsync(Patience, CancellationToken.None);
    }
}
