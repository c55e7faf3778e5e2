using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using PiHub.Api.Auth;
using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Transport;
using PiHub.Mqtt.Transport.Tls;

namespace PiHub.Host.Composition;

/// <summary>The sockets that the hub listens on: HTTP, MQTT with and without TLS, and the Unix socket for administration.</summary>
internal sealed class HubListeners(DataFolder folder, HubOptions options)
{
    // Owner and group, nobody else: who opens it administers the hub.
    private const UnixFileMode SocketMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private ListenOptions? _http;
    private ListenOptions? _mqtt;
    private ListenOptions? _mqtts;

    public int HttpPort => _http?.IPEndPoint?.Port ?? 0;

    /// <summary>0 when devices connect to an external broker.</summary>
    public int MqttPort => _mqtt?.IPEndPoint?.Port ?? 0;

    /// <summary>Null when there is no MQTT over TLS.</summary>
    public int? MqttsPort => _mqtts?.IPEndPoint?.Port;

    /// <summary>The TCP ports that the hub takes for itself, with what each is for; ports of 0 are picked free and get in nobody's way.</summary>
    public static IReadOnlyDictionary<int, string> PortsOf(HubOptions options, IServiceProvider services)
    {
        var ports = new Dictionary<int, string> { [options.HttpPort] = "its web interface" };
        if (services.GetRequiredService<IOptions<BridgesOptions>>().Value.Mode == BrokerMode.Embedded)
        {
            ports.TryAdd(options.MqttPort, "MQTT");
            ports.TryAdd(services.GetRequiredService<IOptions<MqttTlsOptions>>().Value.Port ?? 0, "MQTT over TLS");
        }

        ports.Remove(0);
        return ports;
    }

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.ListenAnyIP(options.HttpPort, listener => _http = listener);
        bool isEmbedded = kestrel.ApplicationServices.GetRequiredService<IOptions<BridgesOptions>>().Value.Mode == BrokerMode.Embedded;
        if (isEmbedded)
        {
            kestrel.ListenAnyIP(options.MqttPort, listener =>
            {
                _mqtt = listener;
                listener.UseConnectionHandler<MqttConnectionHandler>();
            });
        }

        if (isEmbedded && kestrel.ApplicationServices.GetRequiredService<IOptions<MqttTlsOptions>>().Value.Port is { } mqttsPort)
        {
            kestrel.ListenAnyIP(mqttsPort, listener =>
            {
                _mqtts = listener;
                listener.UseMqttTls();
            });
        }

        // What a killed hub left behind; this process holds the folder's lock, so no other hub uses it.
        File.Delete(folder.SocketPath);
        kestrel.ListenUnixSocket(folder.SocketPath, listener => listener.Use(LocalAdministration.Use));
    }

    /// <summary>Narrows the Unix socket's permissions; call when it exists.</summary>
    public void Protect() => File.SetUnixFileMode(folder.SocketPath, SocketMode);
}
