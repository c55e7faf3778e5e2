using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Mqtt.Client;

/// <summary>The TLS settings of one attempt, and what was wrong with the server's certificate.</summary>
internal sealed class TlsCheck
{
    private readonly MqttClientOptions _options;

    public TlsCheck(MqttClientOptions options) => _options = options;

    /// <summary>For a person; null when nothing was wrong.</summary>
    public string? Problem { get; private set; }

    /// <exception cref="ConnectFailure">A certificate's file cannot be used.</exception>
    public SslClientAuthenticationOptions ToOptions()
    {
        var settings = new SslClientAuthenticationOptions
        {
            TargetHost = _options.Server.IdnHost,
            RemoteCertificateValidationCallback = Check,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (_options.CertificateAuthorityFile is { } authorities)
        {
            settings.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            settings.CertificateChainPolicy.CustomTrustStore.AddRange(Load(authorities, LoadAuthorities));
        }

        if (_options.ClientCertificateFile is { } certificate)
        {
            settings.ClientCertificates = [Load(certificate, path => X509Certificate2.CreateFromPemFile(path, _options.ClientKeyFile))];
        }

        return settings;
    }

    private static X509Certificate2Collection LoadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("it has no certificate");
    }

    private static T Load<T>(string path, Func<string, T> load)
    {
        try
        {
            return load(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ConnectFailure(new LinkEnd(FailureText.FileUnusable(path, exception)), exception);
        }
    }

    private bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || _options.AllowUntrustedCertificate)
        {
            return true;
        }

        Problem = Describe(certificate as X509Certificate2, chain, errors);
        return false;
    }

    private string Describe(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        string host = _options.Server.IdnHost;
        if (certificate is null)
        {
            return $"{_options} shows no certificate. Check the port.";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            X509SubjectAlternativeNameExtension? names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
            string[] known = [.. names?.EnumerateDnsNames() ?? [], .. names?.EnumerateIPAddresses().Select(address => address.ToString()) ?? []];
            string list = known.Length > 0 ? string.Join(", ", known) : certificate.Subject;
            return $"The server's certificate is for {list}, not for {host}. Connect by one of its names, or give the server a certificate for {host}.";
        }

        X509ChainStatusFlags status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return status.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? $"The server's certificate is valid from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd} only. Renew it, or set this machine's clock."
            : "The server's certificate is not signed by a known authority. Name the authority's certificate file (CertificateAuthorityFile).";
    }
}
