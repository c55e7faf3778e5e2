using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using PiHub.Api.Auth;
using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Transport;
using PiHub.Mqtt.Transport.Tls;
using PiHub.Tls;

namespace PiHub.Host.Composition;

/// <summary>The sockets that the hub listens on: HTTP and MQTT with and without TLS, and the Unix socket for administration.</summary>
internal sealed class HubListeners(DataFolder folder, HubOptions options)
{
    // Owner and group, nobody else: who opens it administers the hub.
    private const UnixFileMode SocketMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private ListenOptions? _http;
    private ListenOptions? _https;
    private ListenOptions? _mqtt;
    private ListenOptions? _mqtts;

    public int HttpPort => _http?.IPEndPoint?.Port ?? 0;

    /// <summary>Null when there is no HTTPS.</summary>
    public int? HttpsPort => _https?.IPEndPoint?.Port;

    /// <summary>0 when devices connect to an external broker.</summary>
    public int MqttPort => _mqtt?.IPEndPoint?.Port ?? 0;

    /// <summary>Null when there is no MQTT over TLS.</summary>
    public int? MqttsPort => _mqtts?.IPEndPoint?.Port;

    /// <summary>The TCP ports that the hub takes for itself, with what each is for; ports of 0 are picked free and get in nobody's way.</summary>
    public static IReadOnlyDictionary<int, string> PortsOf(HubOptions options, IServiceProvider services)
    {
        var ports = new Dictionary<int, string> { [options.HttpPort] = "its web interface" };
        ports.TryAdd(options.HttpsPortInUse ?? 0, "its web interface over TLS");
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
        if (options.HttpsPortInUse is { } httpsPort)
        {
            ServerCertificate certificate = kestrel.ApplicationServices.GetRequiredService<ServerCertificate>();
            certificate.Current(); // a file that cannot be used stops the start, with its name
            kestrel.ListenAnyIP(httpsPort, listener =>
            {
                _https = listener;
                listener.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext = certificate.Current(),
                        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    }),
                });
            });
        }

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
