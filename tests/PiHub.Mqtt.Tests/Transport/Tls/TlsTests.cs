using System.Net.Sockets;
using System.Text;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Tests.Clients;
using PiHub.Mqtt.Transport.Tls;

namespace PiHub.Mqtt.Tests.Transport.Tls;

public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mqttv311", "localhost", "tlsv1.2")]
    [InlineData("mqttv5", "127.0.0.1", "tlsv1.3")]
    public async Task Mosquitto_WithTheHubsOwnCertificate_PublishesAndSubscribes(string version, string name, string tlsVersion)
    {
        await using TlsHost host = await TlsHost.StartAsync(_folder);
        string[] arguments = ["-h", name, "-p", $"{host.Port}", "-V", version, "--cafile", Path.Combine(_folder, "server.crt"), "--tls-version", tlsVersion];
        using ForeignProgram publisher = ForeignProgram.Start("mosquitto-clients", "mosquitto_pub", [.. arguments, "-t", "t", "-m", "over TLS", "-q", "1", "-r"]);
        await publisher.ExpectSuccessAsync();

        using ForeignProgram subscriber = ForeignProgram.Start("mosquitto-clients", "mosquitto_sub", [.. arguments, "-t", "t", "-C", "1", "--tls-alpn", "mqtt"]);

        Assert.Equal("over TLS", await subscriber.ReadLineAsync());
        await subscriber.ExpectSuccessAsync();
    }

    [Fact]
    public async Task Mosquitto_ThatDoesNotKnowTheCertificate_DoesNotConnect()
    {
        using var authority = new TestAuthority("other");
        await using TlsHost host = await TlsHost.StartAsync(_folder);

        Assert.False(await TryPublishAsync(host, "--cafile", await WriteAsync("ca.crt", authority.Pem)));
        Assert.Empty(host.Journal.Messages);
    }

    [Fact]
    public async Task Handshake_ThatNeverComes_CountsAndIsCutOff()
    {
        await using TlsHost host = await TlsHost.StartAsync(_folder, limits: options => options.MaximumPendingConnections = 1);
        using var first = new TcpClient("127.0.0.1", host.Port);
        using var second = new TcpClient("127.0.0.1", host.Port);

        await SocketEnd.WaitAsync(first.Client);

        Assert.Equal(1, host.Broker.Status().ConnectionsRefused);
    }

    [Fact]
    public async Task Handshake_ThatTakesTooLong_IsCutOff()
    {
        await using TlsHost host = await TlsHost.StartAsync(_folder, limits: options => options.ConnectTimeout = TimeSpan.FromSeconds(0.3));
        using var silent = new TcpClient("127.0.0.1", host.Port);

        await SocketEnd.WaitAsync(silent.Client);
    }

    [Theory]
    [InlineData(ClientCertificates.Require)]
    [InlineData(ClientCertificates.Allow)]
    public async Task Client_WithACertificateOfTheAuthority_IsKnownByIt(ClientCertificates mode)
    {
        using var authority = new TestAuthority("house");
        await using TlsHost host = await StartAsync(authority, mode);
        string? subject = null;
        host.Access.Check = credentials =>
        {
            subject = credentials.ClientCertificate?.Subject;
            return new MqttClientAccess { Name = "n" };
        };

        Assert.True(await TryPublishAsync(host, await ShowAsync(authority)));
        Assert.Equal("CN=meter", subject);
    }

    [Fact]
    public async Task Client_WithoutOrWithAForeignCertificate_IsRefusedWhereOneIsRequired()
    {
        using var authority = new TestAuthority("house");
        using var foreign = new TestAuthority("house");
        await using TlsHost host = await StartAsync(authority, ClientCertificates.Require);

        Assert.False(await TryPublishAsync(host, Trust()));
        Assert.False(await TryPublishAsync(host, await ShowAsync(foreign)));
        Assert.Empty(host.Journal.Messages);
    }

    [Fact]
    public async Task Client_WithoutACertificate_ComesInWhereOneIsAllowed_ButNotWithAForeignOne()
    {
        using var authority = new TestAuthority("house");
        using var foreign = new TestAuthority("house");
        await using TlsHost host = await StartAsync(authority, ClientCertificates.Allow);
        bool hadCertificate = true;
        host.Access.Check = credentials =>
        {
            hadCertificate = credentials.ClientCertificate is not null;
            return new MqttClientAccess { Name = "n" };
        };

        Assert.True(await TryPublishAsync(host, Trust()));
        Assert.False(hadCertificate);
        Assert.False(await TryPublishAsync(host, await ShowAsync(foreign)));
        Assert.Equal("x", Encoding.UTF8.GetString(Assert.Single(host.Journal.Messages).Message.Payload.Span));
    }

    private async Task<TlsHost> StartAsync(TestAuthority authority, ClientCertificates mode)
    {
        string file = await WriteAsync("clients.crt", authority.Pem);
        return await TlsHost.StartAsync(_folder, options => (options.ClientCertificates, options.ClientCaFile) = (mode, file));
    }

    private string[] Trust() => ["--cafile", Path.Combine(_folder, "server.crt")];

    private async Task<string[]> ShowAsync(TestAuthority authority)
    {
        (string certificate, string key) = authority.Sign("CN=meter");
        return [.. Trust(), "--cert", await WriteAsync("meter.crt", certificate), "--key", await WriteAsync("meter.key", key)];
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    private static async Task<bool> TryPublishAsync(TlsHost host, params string[] arguments)
    {
        using ForeignProgram publisher = ForeignProgram.Start(
            "mosquitto-clients", "mosquitto_pub", ["-h", "localhost", "-p", $"{host.Port}", "-V", "mqttv5", "-t", "t", "-m", "x", "-q", "1", .. arguments]);
        return await publisher.EndAsync() == 0;
    }
}
