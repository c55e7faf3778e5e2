using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.Mqtt.Tests.Transport.Tls;

namespace PiHub.Tls.Tests;

[SupportedOSPlatform("linux")]
public sealed class CertificateUploadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly TestAuthority _authority = new("a");

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Upload_Pem_IsShownAtOnceAndAfterARestart()
    {
        (string text, string key) = _authority.Sign("CN=hub");
        ServerCertificate certificate = Create();
        certificate.Current();

        certificate.Upload(CertificateUpload.FromPem(text, key, password: null));

        Assert.Equal((CertificateOrigin.Uploaded, "CN=hub", "CN=a"), Told(certificate));
        Assert.Equal((CertificateOrigin.Uploaded, "CN=hub", "CN=a"), Told(Create()));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, UploadedCertificate.Name)));
    }

    [Fact]
    public void Upload_Pkcs12WithItsChain_IsTakenWithThePassword()
    {
        (string text, string key) = _authority.Sign("CN=hub");
        using X509Certificate2 own = X509Certificate2.CreateFromPem(text, key);
        X509Certificate2Collection both = [own, X509Certificate2.CreateFromPem(_authority.Pem)];
        byte[] file = both.Export(X509ContentType.Pkcs12, "secret") ?? [];
        ServerCertificate certificate = Create();

        certificate.Upload(CertificateUpload.FromPkcs12(file, "secret"));

        Assert.Equal((CertificateOrigin.Uploaded, "CN=hub", "CN=a"), Told(Create()));
        Assert.Equal("password", Assert.Throws<CertificateRefusedException>(() => CertificateUpload.FromPkcs12(file, "wrong")).Part);
    }

    [Fact]
    public void Upload_EncryptedKey_NeedsItsPassword()
    {
        (string text, string plain) = _authority.Sign("CN=hub");
        using var key = ECDsa.Create();
        key.ImportFromPem(plain);
        string sealedKey = key.ExportEncryptedPkcs8PrivateKeyPem(
            "secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000));

        Assert.Equal("password", Refusal(text, sealedKey, password: null).Part);
        Assert.Equal("password", Refusal(text, sealedKey, "wrong").Part);
        Create().Upload(CertificateUpload.FromPem(text, sealedKey, "secret"));
    }

    [Fact]
    public void Upload_WhatNobodyWouldTrust_IsRefusedAndTheFormerStays()
    {
        (string text, string key) = _authority.Sign("CN=hub");
        (string old, string oldKey) = _authority.Sign("CN=old", TimeProvider.System.GetUtcNow().AddHours(-1));
        using var weakKey = RSA.Create(1_024);
        using X509Certificate2 weak = new CertificateRequest("CN=weak", weakKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        ServerCertificate certificate = Create();
        certificate.Upload(CertificateUpload.FromPem(text, key, password: null));

        Assert.Equal("certificate", Refusal("hello", key).Part);
        Assert.Equal("key", Refusal(text, _authority.Sign("CN=other").Key).Part);
        Assert.Equal("key", Refusal(text, key: null).Part);
        Assert.Contains("has expired", Refused(certificate, old, oldKey), StringComparison.Ordinal);
        Assert.Contains("1024 bits", Refused(certificate, weak.ExportCertificatePem(), weakKey.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Equal("CN=hub", Told(certificate).Subject);
    }

    [Fact]
    public void Reset_AfterAnUpload_MakesANewSelfSignedOne()
    {
        (string text, string key) = _authority.Sign("CN=hub");
        ServerCertificate certificate = Create();
        certificate.Current();
        string? first = certificate.Snapshot()?.Fingerprint;
        certificate.Upload(CertificateUpload.FromPem(text, key, password: null));

        certificate.Reset();

        Assert.Equal(CertificateOrigin.SelfSigned, Told(certificate).Origin);
        Assert.NotEqual(first, certificate.Snapshot()?.Fingerprint);
        Assert.Equal(CertificateOrigin.SelfSigned, Told(Create()).Origin);
    }

    [Fact]
    public void UploadedFile_Damaged_DoesNotKeepTheHubFromStarting()
    {
        File.WriteAllText(Path.Combine(_folder, UploadedCertificate.Name), "torn");

        Assert.Equal(CertificateOrigin.SelfSigned, Told(Create()).Origin);
    }

    private static (CertificateOrigin Origin, string Subject, string Issuer) Told(ServerCertificate certificate)
    {
        certificate.Current();
        CertificateSnapshot snapshot = certificate.Snapshot() ?? throw new InvalidOperationException("There is no certificate.");
        return (snapshot.Origin, snapshot.Subject, snapshot.Issuer);
    }

    private static CertificateRefusedException Refusal(string certificate, string? key, string? password = null) =>
        Assert.Throws<CertificateRefusedException>(() => CertificateUpload.FromPem(certificate, key, password));

    private static string Refused(ServerCertificate certificate, string text, string key) => Assert.Throws<CertificateRefusedException>(
        () => certificate.Upload(CertificateUpload.FromPem(text, key, password: null))).Message;

    // The authority signs for the real time.
    private ServerCertificate Create() =>
        new(Options.Create(new TlsOptions { Folder = _folder }), TimeProvider.System, NullLogger<ServerCertificate>.Instance);
}
