using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Access.SignIn;
using PiHub.Access.Users;
using PiHub.Api.Mqtt;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Transport.Tls;
using PiHub.Sqlite;

namespace PiHub.Api.Tests.Mqtt;

public sealed class MqttKeyAccessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly ApiKeyStore _keys;

    private readonly UserStore _users;

    public MqttKeyAccessTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder, "hub.db"));
        _keys = new ApiKeyStore(database, TimeProvider.System);
        _users = new UserStore(database, TimeProvider.System);
    }

    public void Dispose()
    {
        _keys.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

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

    [Theory]
    [InlineData(KeyScopes.MqttPublish, true, false)]
    [InlineData(KeyScopes.MqttSubscribe | KeyScopes.HttpRead, false, true)]
    public async Task Key_WithScopes_MayNoMoreThanThey(KeyScopes scopes, bool mayPublish, bool maySubscribe)
    {
        MqttClientAccess access = await SignInAsync(Role.Owner, Create(new AclRuleOptions { Topic = "#", Effect = "allow" }), scopes);

        Assert.Equal(mayPublish, access.MayPublish("any"));
        Assert.Equal(maySubscribe, access.MaySubscribe("#") == SubscribePermission.Granted);
        Assert.Equal(maySubscribe, access.MayReceive?.Invoke("any") ?? true);
    }

    [Fact]
    public async Task Key_WithoutAnMqttScope_IsNotLetIn()
    {
        (_, string secret) = _keys.Create("web", Role.Owner, KeyScopes.HttpRead | KeyScopes.HttpWrite)
            ?? throw new InvalidOperationException("the name is taken");

        Assert.Null(await Create().AuthenticateAsync(
            new MqttCredentials { ClientId = "x", Password = Encoding.UTF8.GetBytes(secret) }, CancellationToken.None));
    }

    [Fact]
    public async Task Key_LetIn_IsMarkedAsUsed()
    {
        await SignInAsync(Role.Operator, Create());

        ApiKey key = Assert.Single(_keys.List());
        Assert.NotNull(key.LastUsedAt);
        Assert.Equal("192.0.2.1", key.LastUsedFrom);
    }

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, true)]
    public async Task Password_OfAUser_GivesWhatTheRoleMay_UntilItIsRevoked(Role role, bool mayPublish)
    {
        using var revoked = new CancellationTokenSource();
        var people = new FakePasswordSignIn(new SignInResult(SignInOutcome.Succeeded)
        {
            User = new HubUser { Id = "1", UserName = "ann", DisplayName = "Ann", Role = role },
            Revoked = revoked.Token,
        });

        MqttClientAccess? access = await Create(people).AuthenticateAsync(Login("ann", "correct horse"), CancellationToken.None);

        Assert.Equal("ann", access?.Name);
        Assert.Equal(mayPublish, access?.MayPublish("any"));
        Assert.Equal(revoked.Token, access?.Revoked);
        PasswordAttempt attempt = Assert.Single(people.Attempts);
        Assert.Equal(("ann", "correct horse", SignInChannel.Mqtt, "192.0.2.1"), (attempt.UserName, attempt.Password, attempt.Channel, attempt.Address));
    }

    [Theory]
    [InlineData(SignInOutcome.Refused)]
    [InlineData(SignInOutcome.SecondFactorRequired)]
    [InlineData(SignInOutcome.Throttled)]
    public async Task Password_ThatIsNotEnough_IsRefused(SignInOutcome outcome)
    {
        var people = new FakePasswordSignIn(new SignInResult(outcome));

        Assert.Null(await Create(people).AuthenticateAsync(Login("ann", "correct horse"), CancellationToken.None));
        Assert.Single(people.Attempts);
    }

    [Theory]
    [InlineData("ann", "pihub_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(null, "correct horse")]
    public async Task Password_ThatIsAKeyOrNobodys_IsNotTriedAsOne(string? user, string password)
    {
        var people = new FakePasswordSignIn(new SignInResult(SignInOutcome.Succeeded));

        Assert.Null(await Create(people).AuthenticateAsync(Login(user, password), CancellationToken.None));
        Assert.Empty(people.Attempts);
    }

    private static MqttCredentials Login(string? user, string password) => new()
    {
        ClientId = "x",
        UserName = user,
        Password = Encoding.UTF8.GetBytes(password),
        RemoteAddress = IPAddress.Parse("::ffff:192.0.2.1"),
    };

    private MqttKeyAccess Create(IPasswordSignIn people) => new(
        _keys, new TopicAcl(Options.Create(new AclOptions())), Options.Create(new ApiOptions()), Options.Create(new MqttTlsOptions()), people, _users);

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
            Options.Create(new MqttTlsOptions { UseCertificateNameAsUser = usesCertificates }),
            new FakePasswordSignIn(new SignInResult(SignInOutcome.Refused)),
            _users);
    }

    private async Task<MqttClientAccess> SignInAsync(Role role, MqttKeyAccess access, KeyScopes scopes = KeyScopes.All)
    {
        (_, string secret) = _keys.Create("meter", role, scopes) ?? throw new InvalidOperationException("the name is taken");
        return await access.AuthenticateAsync(Login(user: null, secret), CancellationToken.None)
            ?? throw new InvalidOperationException("the key was refused");
    }
}
