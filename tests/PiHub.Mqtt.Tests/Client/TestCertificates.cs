using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>An authority with certificates for a server and a client, as PEM files.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pihub-certificates-");
    private readonly X509Certificate2 _authority;

    /// <param name="serverName">The DNS name in the server's certificate.</param>
    /// <param name="serverEndsInDays">When the server's certificate ends, from now.</param>
    public TestCertificates(string serverName = "localhost", int serverEndsInDays = 10)
    {
        using RSA key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=Test Authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(From, From.AddDays(30));
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(serverName);
        Issue("server", names.Build(), From.AddDays(10 + serverEndsInDays));
        Issue("client", null, From.AddDays(20));
    }

    public string AuthorityFile => PathOf("authority.pem");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>mosquitto's settings for a TLS listener.</summary>
    public string ListenerLines() =>
        $"cafile {AuthorityFile}\ncertfile {PathOf("server.pem")}\nkeyfile {PathOf("server.key")}";

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Issue(string name, X509Extension? names, DateTimeOffset until)
    {
        using RSA key = RSA.Create(2_048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        using X509Certificate2 certificate = request.Create(_authority, From, until, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(PathOf($"{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
