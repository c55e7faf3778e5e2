using Microsoft.Extensions.Logging;

namespace PiHub.Tls;

/// <summary>Every log message about the hub's certificate.</summary>
internal static partial class Log
{
    [LoggerMessage(6200, LogLevel.Warning, "{Warning}")]
    public static partial void CertificateExpires(ILogger logger, string warning);

    [LoggerMessage(6201, LogLevel.Information, "The hub made itself the TLS certificate {File}, valid until {ExpiresAt:yyyy-MM-dd}; clients must be given it to trust")]
    public static partial void CertificateMade(ILogger logger, string file, DateTimeOffset expiresAt);

    [LoggerMessage(6202, LogLevel.Error, "The uploaded certificate {File} cannot be used, so another is shown: {Cause}")]
    public static partial void UploadedUnusable(ILogger logger, string file, string cause);

    [LoggerMessage(6203, LogLevel.Information, "The hub shows another TLS certificate from now on: {File}, valid until {ExpiresAt:yyyy-MM-dd}")]
    public static partial void CertificateChanged(ILogger logger, string file, DateTimeOffset expiresAt);
}
