using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using PiHub.Notifications.Keeping;
using PiHub.Notifications.Targets;

namespace PiHub.Notifications.Delivery;

/// <summary>Mails notifications by SMTP.</summary>
internal sealed class MailSender(HubIdentity hub) : INotificationSender
{
    private const int MaximumSubjectCharacters = 200;

    public TargetKind Kind => TargetKind.Mail;

    public async Task SendAsync(NotificationTarget target, NotificationEntry entry, CancellationToken cancellationToken)
    {
        MailAddresses mail = target.Mail ?? throw new DeliveryException("The target has no mail server.");
        using var client = new SmtpClient(mail.Host, mail.Port)
        {
            EnableSsl = mail.Security == MailSecurity.StartTls, // STARTTLS, and no mail without it
            UseDefaultCredentials = false,
            Credentials = string.IsNullOrEmpty(mail.User) ? null : new NetworkCredential(mail.User, target.Secret ?? ""),
        };
        using MailMessage message = MessageOf(mail, entry);
        try
        {
            await client.SendMailAsync(message, cancellationToken);
        }
        catch (SmtpException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new DeliveryException($"The mail server {mail.Host}:{mail.Port} did not take it: {WordsOf(exception)}");
        }
    }

    private MailMessage MessageOf(MailAddresses mail, NotificationEntry entry)
    {
        Notification told = entry.Notification;
        var message = new MailMessage
        {
            From = new MailAddress(mail.From, NotificationText.OneLine(hub.Name, MaximumSubjectCharacters), Encoding.UTF8),

            // One line, whatever the title has in it: a line break would begin a header of somebody else's choice.
            Subject = NotificationText.OneLine($"[{hub.Name}] {told.Title}", MaximumSubjectCharacters),
            SubjectEncoding = Encoding.UTF8,
            Body = BodyOf(entry),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
            Priority = told.Severity == NotificationSeverity.Error ? MailPriority.High : MailPriority.Normal,
        };
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834, so that nobody's absence note answers
        foreach (string recipient in mail.To)
        {
            message.To.Add(new MailAddress(recipient));
        }

        return message;
    }

    private string BodyOf(NotificationEntry entry)
    {
        Notification told = entry.Notification;
        var body = new StringBuilder();
        body.Append(told.Title).Append("\r\n\r\n");
        if (told.Detail.Length > 0)
        {
            body.Append(told.Detail).Append("\r\n\r\n");
        }

        body.Append("Severity: ").Append(told.Severity.ToString().ToLowerInvariant()).Append("\r\n");
        body.Append("Kind: ").Append(told.Kind).Append(", about: ").Append(told.Subject).Append("\r\n");
        body.Append("Time: ").Append(hub.Local(entry.LastAt)).Append("\r\n");
        if (told.Link is { } link)
        {
            body.Append("Page in the web interface: ").Append(link).Append("\r\n");
        }

        return body.ToString();
    }

    private static string WordsOf(Exception exception)
    {
        var words = new List<string>();
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (!words.Contains(cause.Message))
            {
                words.Add(cause.Message);
            }
        }

        return string.Join(" ", words);
    }
}
