using System.Threading.Channels;
using PiHub.Mqtt.Client;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>TLS and WebSocket, with mosquitto as the server.</summary>
public sealed class SecureTransportTests
{
    [Theory]
    [InlineData("mqtts", "")]
    [InlineData("wss", "protocol websockets\n")]
    public async Task Tls_KnownAuthorityAndClientCertificate_Connects(string scheme, string lines)
    {
        using var certificates = new TestCertificates();
        await using MosquittoServer server = await MosquittoServer.StartAsync($"{lines}{certificates.ListenerLines()}\nrequire_certificate true");
        MqttClientOptions options = Options(scheme, server);
        options.CertificateAuthorityFile = certificates.AuthorityFile;
        options.ClientCertificateFile = certificates.PathOf("client.pem");
        options.ClientKeyFile = certificates.PathOf("client.key");
        await using ClientHost host = await ClientHost.ConnectAsync(options);
        await ExchangeAsync(host);
    }

    [Fact]
    public async Task Tls_NoClientCertificate_IsExplained()
    {
        using var certificates = new TestCertificates();
        await using MosquittoServer server = await MosquittoServer.StartAsync($"{certificates.ListenerLines()}\nrequire_certificate true");
        MqttClientOptions options = Options("mqtts", server);
        options.CertificateAuthorityFile = certificates.AuthorityFile;
        Assert.Contains("wants a client certificate", await FailAsync(options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mqtts", "")]
    [InlineData("wss", "protocol websockets\n")]
    public async Task Tls_UnknownAuthority_IsExplainedAndCanBeAllowed(string scheme, string lines)
    {
        using var certificates = new TestCertificates();
        await using MosquittoServer server = await MosquittoServer.StartAsync(lines + certificates.ListenerLines());
        MqttClientOptions options = Options(scheme, server);
        Assert.Equal(
            "The server's certificate is not signed by a known authority. Name the authority's certificate file (CertificateAuthorityFile).",
            await FailAsync(options));
        options.AllowUntrustedCertificate = true;
        await using ClientHost host = await ClientHost.ConnectAsync(options);
        await ExchangeAsync(host);
    }

    [Fact]
    public async Task Tls_CertificateForAnotherName_IsExplained()
    {
        using var certificates = new TestCertificates("broker.example");
        await using MosquittoServer server = await MosquittoServer.StartAsync(certificates.ListenerLines());
        MqttClientOptions options = Options("mqtts", server);
        options.CertificateAuthorityFile = certificates.AuthorityFile;
        Assert.Equal(
            "The server's certificate is for broker.example, not for localhost. Connect by one of its names, or give the server a certificate for localhost.",
            await FailAsync(options));
    }

    [Fact]
    public async Task Tls_ExpiredCertificate_IsExplained()
    {
        using var certificates = new TestCertificates(serverEndsInDays: -1);
        await using MosquittoServer server = await MosquittoServer.StartAsync(certificates.ListenerLines());
        MqttClientOptions options = Options("mqtts", server);
        options.CertificateAuthorityFile = certificates.AuthorityFile;
        Assert.EndsWith("only. Renew it, or set this machine's clock.", await FailAsync(options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_PlainServer_IsExplained()
    {
        using var server = new FakeServer();
        MqttClientOptions options = ClientHost.Options(server.Port);
        options.Server = new Uri($"mqtts://localhost:{server.Port}");
        await using var host = new ClientHost(options);
        host.Client.Start();
        using FakeConnection connection = await server.AcceptAsync();
        await connection.SendAsync("20 02 00 00 00 00");
        Assert.Contains($"mqtts://localhost:{server.Port} does not answer with TLS", await host.FailureAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.pem")]
    [InlineData("client.key")]
    public async Task Tls_UnusableFile_IsExplained(string name)
    {
        using var certificates = new TestCertificates();
        MqttClientOptions options = ClientHost.Options(1);
        options.Server = new Uri("wss://localhost:1/mqtt");
        options.CertificateAuthorityFile = certificates.PathOf(name);
        Assert.StartsWith($"The file {certificates.PathOf(name)} cannot be used: ", await FailAsync(options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task WebSocket_Plain_Connects(int level)
    {
        await using MosquittoServer server = await MosquittoServer.StartAsync("protocol websockets");
        MqttClientOptions options = Options("ws", server, level);
        await using ClientHost host = await ClientHost.ConnectAsync(options);
        await ExchangeAsync(host);
    }

    [Fact]
    public async Task WebSocket_OtherServer_IsExplained()
    {
        await using Broker.BrokerHost broker = await Broker.BrokerHost.StartAsync();
        MqttClientOptions options = ClientHost.Options(1);
        options.Server = new Uri($"ws://127.0.0.1:{broker.HttpPort}/elsewhere");
        Assert.Equal(
            $"ws://127.0.0.1:{broker.HttpPort}/elsewhere serves no MQTT over WebSocket. Check the port and the path, which is usually /mqtt.",
            await FailAsync(options));
    }

    private static MqttClientOptions Options(string scheme, MosquittoServer server, int level = 5)
    {
        MqttClientOptions options = ClientHost.Options(1, level);
        options.Server = new Uri($"{scheme}://localhost:{server.ExtraPort}/{(scheme.StartsWith("ws", StringComparison.Ordinal) ? "mqtt" : "")}");
        return options;
    }

    private static async Task<string> FailAsync(MqttClientOptions options)
    {
        await using var host = new ClientHost(options);
        host.Client.Start();
        return await host.FailureAsync();
    }

    private static async Task ExchangeAsync(ClientHost host)
    {
        ChannelReader<ReceivedMessage> received = host.Receive("t", quality: 2);
        await host.PublishAsync("t", "retained", quality: 2, retain: true);
        Assert.Equal("retained", await ClientHost.NextAsync(received));
        await host.PublishAsync("t", new string('x', 100_000), quality: 2);
        Assert.Equal(100_000, (await ClientHost.NextAsync(received)).Length);
    }
}
