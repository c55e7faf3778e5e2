using System.Net.Sockets;

namespace PiHub.Mqtt.Tests.Transport;

/// <summary>Waits for the end of connections that the broker has nothing to say to.</summary>
internal static class SocketEnd
{
    /// <summary>Waits until the broker closes or resets a connection; fails when it sends anything or takes ten seconds.</summary>
    public static async Task WaitAsync(Socket socket)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1], deadline.Token));
        }
        catch (SocketException exception)
        {
            Assert.Equal(SocketError.ConnectionReset, exception.SocketErrorCode);
        }
    }
}
