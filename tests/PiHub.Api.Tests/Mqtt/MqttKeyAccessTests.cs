using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Api.Mqtt;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Transport.Tls;
using PiHub.Sqlite;

namespace PiHub.Api.Tests.Mqtt;

public sealed class MqttKeyAccessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly ApiKeyStore _keys;

    public MqttKeyAccessTests() => _keys = new ApiKeyStore(new SqliteDatabase(Path.Combine(_folder, "hub.db")), TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, "127.0.0.1", null, true)]
    [InlineData(true, "::1", "localhost", true)]
    [InlineData(true, "127.0.0.1", "[::1]", true)]
    [InlineData(true, "127.0.0.1", "rebound.example", false)]
    [InlineData(true, "127.0.0.1", "", false)]
    [InlineData(true, "192.0.2.1", null, false)]
    [InlineData(true, "192.0.2.1", "localhost", false)]
    [InlineData(false, "127.0.0.1", null, false)]
    public async Task Client_WithoutPassword_ComesInOnlyInDemoModeFromThisComputerByItsOwnName(
        bool isDemo, string address, string? hostName, bool expected)
    {
        MqttClientAccess? granted = await Create(isDemo: isDemo).AuthenticateAsync(
            new MqttCredentials { ClientId = "x", RemoteAddress = IPAddress.Parse(address), HostName = hostName }, CancellationToken.None);

        Assert.Equal(expected, granted is not null);
    }

    [Theory]
    [InlineData(Role.Device, "pihub/meter/state", true, "pihub/meter/command/#", true)]
    [InlineData(Role.Device, "pihub/other/state", false, "pihub/other/command/#", false)]
    [InlineData(Role.Device, "any", false, "#", false)]
    [InlineData(Role.Viewer, "any", false, "#", true)]
    [InlineData(Role.Operator, "any", true, "#", true)]
    [InlineData(Role.Owner, "any", true, "#", true)]
    public async Task Key_WithoutRules_MayWhatItsRoleMay(Role role, string topic, bool mayPublish, string filter, bool maySubscribe)
    {
        MqttClientAccess access = await SignInAsync(role, Create());

        Assert.Equal(mayPublish, access.MayPublish(topic));
        Assert.Equal(maySubscribe, access.MaySubscribe(filter) == SubscribePermission.Granted);
        Assert.Equal(maySubscribe, access.MaySubscribe($"$share/group/{filter}") == SubscribePermission.Granted);
    }

    [Theory]
    [InlineData("pihub/$hub/status")]
    [InlineData("pihub/$hub")]
    [InlineData("$SYS/broker/uptime")]
    [InlineData("$SYS")]
    public async Task HubTopic_WhateverTheRules_IsPublishedByTheHubAlone(string topic)
    {
        MqttClientAccess access = await SignInAsync(
            Role.Owner,
            Create(new AclRuleOptions { Topic = "#", Effect = "allow" }, new AclRuleOptions { Topic = "$SYS/#", Effect = "allow" }));

        Assert.False(access.MayPublish(topic));
        Assert.True(access.MayPublish("pihub/$hubs"));
    }

    [Fact]
    public async Task Rules_ForARole_ComeBeforeItsDefaults()
    {
        MqttKeyAccess access = Create(new AclRuleOptions { Role = "viewer", Topic = "lights/%u/set", Effect = "allow", Access = "publish" });

        Assert.True((await SignInAsync(Role.Viewer, access)).MayPublish("lights/meter/set"));
    }

    [Theory]
    [InlineData("CN=meter", true, "meter")]
    [InlineData("O=house, CN=meter", true, "meter")]
    [InlineData("CN=Not A Device", true, null)]
    [InlineData("CN=a, CN=b", true, null)]
    [InlineData("O=house", true, null)]
    [InlineData("CN=meter", false, null)]
    public async Task Certificate_OfTheAuthority_IsADeviceNamedByIt(string subject, bool isUsed, string? expected)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest(subject, key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));

        MqttClientAccess? access = await Create(usesCertificates: isUsed).AuthenticateAsync(
            new MqttCredentials { ClientId = "x", ClientCertificate = certificate }, CancellationToken.None);

        Assert.Equal(expected, access?.Name);
        Assert.False(access?.MayPublish("pihub/other/state") ?? false);
    }

    [Fact]
    public async Task Key_OfAClientWithACertificate_DecidesAlone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=meter", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));

        MqttClientAccess? access = await Create(usesCertificates: true).AuthenticateAsync(
            new MqttCredentials { ClientId = "x", ClientCertificate = certificate, Password = "wrong"u8.ToArray() }, CancellationToken.None);

        Assert.Null(access);
    }

    private MqttKeyAccess Create(params AclRuleOptions[] rules) => Create(isDemo: false, usesCertificates: false, rules);

    private MqttKeyAccess Create(bool isDemo = false, bool usesCertificates = false, params AclRuleOptions[] rules)
    {
        var options = new AclOptions();
        foreach (AclRuleOptions rule in rules)
        {
            options.Rules.Add(rule);
        }

        return new MqttKeyAccess(
            _keys,
            new TopicAcl(Options.Create(options)),
            Options.Create(new ApiOptions { IsDemo = isDemo }),
            Options.Create(new MqttTlsOptions { UseCertificateNameAsUser = usesCertificates }));
    }

    private async Task<MqttClientAccess> SignInAsync(Role role, MqttKeyAccess access)
    {
        (_, string secret) = _keys.Create("meter", role) ?? throw new InvalidOperationException("the name is taken");
        return await access.AuthenticateAsync(
            new MqttCredentials { ClientId = "x", Password = Encoding.UTF8.GetBytes(secret) }, CancellationToken.None)
            ?? throw new InvalidOperationException("the key was refused");
    }
}
