namespace PiHub.Host;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Warning, "Plugins or devices did not stop within {DeadlineSeconds} s; the hub stops without them")]
    public static partial void PartsAbandoned(ILogger logger, double deadlineSeconds);

    [LoggerMessage(7002, LogLevel.Warning, "systemd could not be told '{State}'")]
    public static partial void NotNotified(ILogger logger, string state, Exception exception);

    [LoggerMessage(7003, LogLevel.Information, "MQTT over TLS on port {Port} with the certificate {File}, valid until {ExpiresAt:yyyy-MM-dd}, SHA-256 {Fingerprint}")]
    public static partial void MqttsListens(ILogger logger, int port, string file, DateTimeOffset expiresAt, string fingerprint);

    [LoggerMessage(7004, LogLevel.Information, "HTTPS on port {Port} with the certificate {File}, valid until {ExpiresAt:yyyy-MM-dd}, SHA-256 {Fingerprint}")]
    public static partial void HttpsListens(ILogger logger, int port, string file, DateTimeOffset expiresAt, string fingerprint);
}
