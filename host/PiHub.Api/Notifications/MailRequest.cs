using PiHub.Notifications.Targets;

namespace PiHub.Api.Notifications;

/// <summary>The mail server and addresses of a target.</summary>
internal sealed record MailRequest
{
    public string? Host { get; init; }

    public int Port { get; init; } = 587;

    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    public string? User { get; init; }

    public string? From { get; init; }

    public IReadOnlyList<string>? To { get; init; }

    public MailAddresses ToAddresses() => new()
    {
        Host = Host?.Trim() ?? "",
        Port = Port,
        Security = Security,
        User = string.IsNullOrEmpty(User) ? null : User,
        From = From?.Trim() ?? "",
        To = [.. (To ?? []).Select(recipient => recipient?.Trim() ?? "")],
    };

    public static MailRequest? Of(MailAddresses? mail) => mail is null ? null : new MailRequest
    {
        Host = mail.Host, Port = mail.Port, Security = mail.Security, User = mail.User, From = mail.From, To = mail.To,
    };
}
