using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.Mqtt.Tests.Access;
using PiHub.Mqtt.Tests.Transport.Tls;

namespace PiHub.Tls.Tests;

[SupportedOSPlatform("linux")]
public sealed class ServerCertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly ManualClock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void SelfSigned_First_IsMadeForTwoYearsAndItsOwnerOnly()
    {
        ServerCertificate certificate = Create(new TlsOptions { Folder = Path.Combine(_folder, "tls") });
        Assert.Null(certificate.Snapshot());

        var shown = certificate.Current().TargetCertificate;

        Assert.Equal(730, (shown.NotAfter.ToUniversalTime() - _clock.GetUtcNow()).TotalDays);
        Assert.True(shown.MatchesHostname("localhost"));
        Assert.True(shown.MatchesHostname($"{Environment.MachineName}.local"));
        Assert.True(shown.MatchesHostname("127.0.0.1"));
        CertificateSnapshot? snapshot = certificate.Snapshot();
        Assert.Equal((CertificateOrigin.SelfSigned, null), (snapshot?.Origin, snapshot?.Warning));
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal([mine, mine], Directory.GetFiles(Path.Combine(_folder, "tls")).Select(file => File.GetUnixFileMode(file)));
    }

    [Fact]
    public void SelfSigned_AfterARestart_IsTheSame()
    {
        string first = Fingerprint(Create());

        Assert.Equal(first, Fingerprint(Create()));
    }

    [Theory]
    [InlineData(699, true)]
    [InlineData(700.1, false)]
    [InlineData(2_000, false)]
    public void SelfSigned_NearItsEnd_IsRenewedWhileTheHubRuns(double afterDays, bool isKept)
    {
        ServerCertificate certificate = Create();
        string first = Fingerprint(certificate);

        _clock.Advance(TimeSpan.FromDays(afterDays));

        Assert.Equal(isKept, first == Fingerprint(certificate));
        Assert.Equal(Fingerprint(certificate), Fingerprint(Create()));
    }

    [Fact]
    public void SelfSigned_FromTheFuture_IsMadeAnew()
    {
        _clock.Advance(TimeSpan.FromDays(100));
        string first = Fingerprint(Create());
        _clock.Advance(TimeSpan.FromDays(-100));

        Assert.NotEqual(first, Fingerprint(Create()));
    }

    [Theory]
    [InlineData("server.key")]
    [InlineData("server.crt")]
    public void SelfSigned_WithABrokenFile_IsMadeAnew(string name)
    {
        string first = Fingerprint(Create());
        File.WriteAllText(Path.Combine(_folder, name), "torn");

        Assert.NotEqual(first, Fingerprint(Create()));
    }

    [Fact]
    public void Configured_ThirtyDaysBeforeItsEnd_IsWarnedOf()
    {
        using var authority = new TestAuthority("a");
        (string text, string key) = authority.Sign("CN=hub");
        var options = new TlsOptions { CertificateFile = Write("hub.pem", text + "\n" + key) };
        ServerCertificate certificate = Create(options);
        certificate.Current();
        DateTimeOffset expiresAt = certificate.Snapshot()?.ExpiresAt ?? default;

        _clock.Advance(expiresAt - TimeSpan.FromDays(31) - _clock.GetUtcNow());
        Assert.Null(certificate.Snapshot()?.Warning);
        _clock.Advance(TimeSpan.FromDays(1.1));
        Assert.Contains("expires on", certificate.Snapshot()?.Warning, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromDays(30));
        Assert.Contains("has expired on", certificate.Snapshot()?.Warning, StringComparison.Ordinal);
        Assert.Equal(expiresAt, certificate.Snapshot()?.ExpiresAt);
    }

    [Fact]
    public void Configured_BadFiles_AreNamedWithWhatIsWrong()
    {
        using var authority = new TestAuthority("a");
        (string certificate, string key) = authority.Sign("CN=hub");
        (_, string otherKey) = authority.Sign("CN=hub");
        string good = Write("good.crt", certificate);

        Assert.Contains("'/nowhere.crt' does not exist", Refusal("/nowhere.crt"), StringComparison.Ordinal);
        Assert.Contains("'/nowhere.pfx' does not exist", Refusal("/nowhere.pfx"), StringComparison.Ordinal);
        Assert.Contains("holds no certificate", Refusal(Write("text.crt", "hello")), StringComparison.Ordinal);
        Assert.Contains("cannot be used", Refusal(Write("text.pfx", "hello")), StringComparison.Ordinal);
        Assert.Contains("holds no private key", Refusal(good), StringComparison.Ordinal);
        Assert.Contains("'/nowhere.key' does not exist", Refusal(good, "/nowhere.key"), StringComparison.Ordinal);
        Assert.Contains("no key that fits", Refusal(good, Write("other.key", otherKey)), StringComparison.Ordinal);
        Assert.NotEmpty(Fingerprint(Create(new TlsOptions { CertificateFile = good, KeyFile = Write("good.key", key) })));
    }

    [Fact]
    public void Validator_KeyWithoutCertificate_IsRefused() =>
        Assert.Single(new TlsValidator().Validate(null, new TlsOptions { KeyFile = "k" }).Failures ?? []);

    private string Refusal(string file, string? keyFile = null)
    {
        ServerCertificate certificate = Create(new TlsOptions { CertificateFile = file, KeyFile = keyFile });
        string message = Assert.Throws<InvalidOperationException>(() => certificate.Current()).Message;
        Assert.Single(message.Split('\n'));
        return message;
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private ServerCertificate Create(TlsOptions? options = null) =>
        new(Options.Create(options ?? new TlsOptions { Folder = _folder }), _clock, NullLogger<ServerCertificate>.Instance);

    private static string Fingerprint(ServerCertificate certificate)
    {
        certificate.Current();
        return certificate.Snapshot()?.Fingerprint ?? "";
    }
}
