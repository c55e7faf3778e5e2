using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PiHub.Tls;

namespace PiHub.Mqtt.Transport.Tls;

/// <summary>MQTT over TLS as a listener of Kestrel.</summary>
public static class MqttListenOptionsExtensions
{
    /// <summary>Serves MQTT over TLS 1.2 and later, as <see cref="MqttTlsOptions"/> says.</summary>
    /// <param name="listener">The listener.</param>
    /// <exception cref="InvalidOperationException">A certificate file cannot be used: one line with the file, what is wrong and the
    /// remedy.</exception>
    public static void UseMqttTls(this ListenOptions listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        IServiceProvider services = listener.ApplicationServices;
        var handshake = new TlsHandshake(
            services.GetRequiredService<ServerCertificate>(), services.GetRequiredService<IOptions<MqttTlsOptions>>().Value);

        // Before the handshake: one that is never finished counts, too.
        listener.Use(next => connection => EnterAsync(next, connection, services.GetRequiredService<MqttBroker>().Door));
        listener.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = services.GetRequiredService<IOptions<BrokerOptions>>().Value.ConnectTimeout,
            OnConnection = _ => ValueTask.FromResult(handshake.Settings()),
        });
        listener.UseConnectionHandler<MqttConnectionHandler>();
    }

    private static async Task EnterAsync(ConnectionDelegate next, ConnectionContext connection, Door door)
    {
        using DoorPass pass = MqttConnectionHandler.Enter(door, connection);
        connection.Features.Set(pass);
        await next(connection);
    }
}
