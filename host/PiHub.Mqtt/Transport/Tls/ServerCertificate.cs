using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PiHub.Mqtt.Transport.Tls;

/// <summary>The certificate that the hub shows: its owner's, or one that it makes and renews itself. Safe from any thread.</summary>
public sealed class ServerCertificate
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly MqttTlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    // Changed under _gate. A certificate in use is left to the collector: handshakes may still have it.
    private volatile Loaded? _loaded;
    private bool _hasWarned;

    /// <summary>Creates it; nothing is read yet.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where to log.</param>
    public ServerCertificate(IOptions<MqttTlsOptions> options, TimeProvider time, ILogger<ServerCertificate> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time, _logger) = (options.Value, time, logger);
    }

    /// <summary>What is in use; null while there is no TLS.</summary>
    public CertificateSnapshot? Snapshot() => _loaded is not { } loaded ? null : new CertificateSnapshot
    {
        File = _options.CertificateFile ?? Path.Combine(_options.Folder, SelfSignedCertificate.CertificateName),
        IsSelfSigned = _options.CertificateFile is null,
        ExpiresAt = loaded.ExpiresAt,
        Fingerprint = loaded.Context.TargetCertificate.GetCertHashString(HashAlgorithmName.SHA256),
        Warning = Warning(loaded),
    };

    /// <summary>The certificate for a handshake; one that the hub made is renewed when it is near its end.</summary>
    /// <exception cref="InvalidOperationException">A file cannot be used, in one line with the file's name and the remedy.</exception>
    internal SslStreamCertificateContext Current()
    {
        Loaded? loaded = _loaded;
        if (loaded is null || (_options.CertificateFile is null && IsDue(loaded)))
        {
            lock (_gate)
            {
                loaded = _loaded;
                if (loaded is null || (_options.CertificateFile is null && IsDue(loaded)))
                {
                    _loaded = loaded = Load();
                }
            }
        }

        if (!_hasWarned && Warning(loaded) is { } warning)
        {
            _hasWarned = true;
            Log.CertificateExpires(_logger, warning);
        }

        return loaded.Context;
    }

    private Loaded Load()
    {
        if (_options.CertificateFile is { } file)
        {
            (X509Certificate2 configured, X509Certificate2Collection others) = CertificateFiles.ReadOwn(_options, file);
            return Loaded.Of(configured, others);
        }

        if (SelfSignedCertificate.Read(_options.Folder) is { } existing)
        {
            Loaded loaded = Loaded.Of(existing, []);
            if (!IsDue(loaded))
            {
                return loaded;
            }
        }

        Loaded made = Loaded.Of(SelfSignedCertificate.Create(_options.Folder, _time.GetUtcNow()), []);
        Log.CertificateMade(_logger, Path.Combine(_options.Folder, SelfSignedCertificate.CertificateName), made.ExpiresAt);
        return made;
    }

    // Also one from the future: made before a Pi without a clock battery learned the time.
    private bool IsDue(Loaded loaded)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return now >= loaded.ExpiresAt - RenewBefore || now < loaded.BeginsAt;
    }

    private string? Warning(Loaded loaded)
    {
        TimeSpan left = loaded.ExpiresAt - _time.GetUtcNow();
        if (_options.CertificateFile is not { } file || left > RenewBefore)
        {
            return null;
        }

        string when = loaded.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return $"The certificate '{file}' {(left > TimeSpan.Zero ? "expires" : "has expired")} on {when}: replace the file and restart the hub.";
    }

    private sealed record Loaded(SslStreamCertificateContext Context, DateTimeOffset BeginsAt, DateTimeOffset ExpiresAt)
    {
        public static Loaded Of(X509Certificate2 certificate, X509Certificate2Collection others) => new(
            SslStreamCertificateContext.Create(certificate, others, offline: true),
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime());
    }
}
