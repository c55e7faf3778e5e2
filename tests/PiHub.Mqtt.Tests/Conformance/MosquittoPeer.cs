using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>A mosquitto of one's own, to check the tests with a broker that others wrote.</summary>
internal sealed class MosquittoPeer : IDisposable
{
    private readonly string _configuration = Path.GetTempFileName();
    private readonly Process _process;

    private MosquittoPeer()
    {
        (MqttPort, HttpPort) = (FreePort(), FreePort());
        File.WriteAllText(_configuration, $"""
            user root
            allow_anonymous true
            max_keepalive 60
            listener {MqttPort} 127.0.0.1
            listener {HttpPort} 127.0.0.1
            protocol websockets

            """);
        _process = Process.Start(new ProcessStartInfo("/usr/sbin/mosquitto", ["-c", _configuration]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("mosquitto did not start");
    }

    public int MqttPort { get; }

    public int HttpPort { get; }

    public static async Task<MosquittoPeer> StartAsync()
    {
        var peer = new MosquittoPeer();
        while (await peer._process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.EndsWith(" running", StringComparison.Ordinal))
            {
                return peer;
            }
        }

        throw new InvalidOperationException("mosquitto ended");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        File.Delete(_configuration);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
