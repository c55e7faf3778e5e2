using System.Net;
using System.Net.Sockets;

namespace PiHub.EndToEnd.Hub;

/// <summary>A TCP port that nobody has, for programs that cannot say which one they took.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
