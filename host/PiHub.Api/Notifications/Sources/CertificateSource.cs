using PiHub.Notifications;
using PiHub.Tls;

namespace PiHub.Api.Notifications.Sources;

/// <summary>Tells when the certificate that the hub shows is about to expire.</summary>
internal sealed class CertificateSource(ServerCertificate certificate, TimeProvider time) : INotificationSource
{
    private const string Kind = "certificate_expiring";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public IEnumerable<Notification> Look() => Of(certificate.Snapshot(), time.GetUtcNow());

    internal static IEnumerable<Notification> Of(CertificateSnapshot? certificate, DateTimeOffset now)
    {
        if (certificate?.Warning is { } warning)
        {
            bool isOver = certificate.ExpiresAt <= now;
            yield return new Notification
            {
                Kind = Kind,
                Subject = Path.GetFileName(certificate.File),
                Severity = isOver ? NotificationSeverity.Error : NotificationSeverity.Warning,
                Title = isOver ? "The certificate has expired" : "The certificate expires soon",
                Detail = warning,
                Link = "/settings/network",
            };
        }
    }
}
