using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Transport.Tls;
using PiHub.Tls;

namespace PiHub.Mqtt.Tests.Transport.Tls;

/// <summary>A broker that listens with TLS on a free port.</summary>
internal sealed class TlsHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TlsHost(string folder, Action<MqttTlsOptions>? configure, Action<BrokerOptions>? limits)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseMqttTls()));
        builder.Services.AddPiHubMqtt();
        builder.Services.AddSingleton<IPublishJournal>(Journal);
        builder.Services.AddSingleton<IMqttAccess>(Access);
        builder.Services.Configure<BrokerOptions>(options => limits?.Invoke(options));
        builder.Services.Configure<TlsOptions>(options => options.Folder = folder);
        builder.Services.Configure<MqttTlsOptions>(options => configure?.Invoke(options));
        _application = builder.Build();
    }

    public FakeJournal Journal { get; } = new();

    public FakeAccess Access { get; } = new();

    public MqttBroker Broker => _application.Services.GetRequiredService<MqttBroker>();

    public int Port { get; private set; }

    public static async Task<TlsHost> StartAsync(
        string folder, Action<MqttTlsOptions>? configure = null, Action<BrokerOptions>? limits = null)
    {
        var host = new TlsHost(folder, configure, limits);
        await host._application.StartAsync();
        string address = host._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Single() ?? "";
        host.Port = new Uri(address).Port;
        return host;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
