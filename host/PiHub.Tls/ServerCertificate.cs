using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PiHub.Tls;

/// <summary>The certificate that the hub shows: its owner's, or one that it makes and renews itself. Safe from any thread.</summary>
public sealed class ServerCertificate
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly TlsOptions _options;
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
    public ServerCertificate(IOptions<TlsOptions> options, TimeProvider time, ILogger<ServerCertificate> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time, _logger) = (options.Value, time, logger);
    }

    /// <summary>What is in use; null while nothing has asked for it.</summary>
    public CertificateSnapshot? Snapshot() => _loaded is not { } loaded ? null : new CertificateSnapshot
    {
        File = FileOf(loaded.Origin),
        Origin = loaded.Origin,
        Subject = loaded.Context.TargetCertificate.Subject,
        Issuer = loaded.Context.TargetCertificate.Issuer,
        Names = [.. NamesOf(loaded.Context.TargetCertificate)],
        Pem = loaded.Context.TargetCertificate.ExportCertificatePem(),
        BeginsAt = loaded.BeginsAt,
        ExpiresAt = loaded.ExpiresAt,
        Fingerprint = loaded.Context.TargetCertificate.GetCertHashString(HashAlgorithmName.SHA256),
        Warning = Warning(loaded),
    };

    /// <summary>The certificate for a handshake; one that the hub made is renewed when it is near its end.</summary>
    /// <exception cref="InvalidOperationException">A file cannot be used, in one line with the file's name and the remedy.</exception>
    public SslStreamCertificateContext Current()
    {
        Loaded? loaded = _loaded;
        if (loaded is null || IsDue(loaded))
        {
            lock (_gate)
            {
                loaded = _loaded;
                if (loaded is null || IsDue(loaded))
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

    /// <summary>Takes a certificate from an admin; it is shown from the next handshake on.</summary>
    /// <param name="upload">The certificate.</param>
    /// <exception cref="CertificateRefusedException">It cannot be used; nothing changed.</exception>
    /// <exception cref="IOException">The disk is full or fails; nothing changed.</exception>
    public void Upload(CertificateUpload upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        upload.Check(_time.GetUtcNow());
        lock (_gate)
        {
            UploadedCertificate.Store(_options.Folder, upload);
            Change();
        }
    }

    /// <summary>Returns to the configured certificate, or makes a new one for the names and addresses that this computer has now.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Reset()
    {
        lock (_gate)
        {
            UploadedCertificate.Delete(_options.Folder);
            if (_options.CertificateFile is null)
            {
                SelfSignedCertificate.Create(_options.Folder, _time.GetUtcNow());
            }

            Change();
        }
    }

    private void Change()
    {
        _loaded = Load();
        _hasWarned = false;
        Log.CertificateChanged(_logger, FileOf(_loaded.Origin), _loaded.ExpiresAt);
    }

    private Loaded Load()
    {
        if (LoadUploaded() is { } uploaded)
        {
            return uploaded;
        }

        if (_options.CertificateFile is { } file)
        {
            (X509Certificate2 configured, X509Certificate2Collection others) = CertificateFiles.ReadOwn(_options, file);
            return Loaded.Of(configured, others, CertificateOrigin.Configured);
        }

        if (SelfSignedCertificate.Read(_options.Folder) is { } existing)
        {
            Loaded loaded = Loaded.Of(existing, [], CertificateOrigin.SelfSigned);
            if (!IsDue(loaded))
            {
                return loaded;
            }
        }

        Loaded made = Loaded.Of(SelfSignedCertificate.Create(_options.Folder, _time.GetUtcNow()), [], CertificateOrigin.SelfSigned);
        Log.CertificateMade(_logger, FileOf(CertificateOrigin.SelfSigned), made.ExpiresAt);
        return made;
    }

    // It was whole when it came. One that the disk has damaged since must not keep the hub from starting: its admin needs the pages.
    private Loaded? LoadUploaded()
    {
        try
        {
            return UploadedCertificate.Read(_options.Folder) is var (certificate, others)
                ? Loaded.Of(certificate, others, CertificateOrigin.Uploaded)
                : null;
        }
        catch (InvalidOperationException exception)
        {
            Log.UploadedUnusable(_logger, FileOf(CertificateOrigin.Uploaded), exception.Message);
            return null;
        }
    }

    private string FileOf(CertificateOrigin origin) => origin switch
    {
        CertificateOrigin.Uploaded => Path.Combine(_options.Folder, UploadedCertificate.Name),
        CertificateOrigin.Configured => _options.CertificateFile ?? "",
        _ => Path.Combine(_options.Folder, SelfSignedCertificate.CertificateName),
    };

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(
            names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())));

    // Also one from the future: made before a Pi without a clock battery learned the time.
    private bool IsDue(Loaded loaded)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return loaded.Origin == CertificateOrigin.SelfSigned && (now >= loaded.ExpiresAt - RenewBefore || now < loaded.BeginsAt);
    }

    private string? Warning(Loaded loaded)
    {
        TimeSpan left = loaded.ExpiresAt - _time.GetUtcNow();
        if (loaded.Origin == CertificateOrigin.SelfSigned || left > RenewBefore)
        {
            return null;
        }

        string when = loaded.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture);
        string remedy = loaded.Origin == CertificateOrigin.Uploaded ? "upload a new one." : "replace the file and restart the hub.";
        return $"The certificate '{FileOf(loaded.Origin)}' {(left > TimeSpan.Zero ? "expires" : "has expired")} on {when}: {remedy}";
    }

    private sealed record Loaded(
        SslStreamCertificateContext Context, CertificateOrigin Origin, DateTimeOffset BeginsAt, DateTimeOffset ExpiresAt)
    {
        public static Loaded Of(X509Certificate2 certificate, X509Certificate2Collection others, CertificateOrigin origin) => new(
            SslStreamCertificateContext.Create(certificate, others, offline: true),
            origin,
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime());
    }
}
