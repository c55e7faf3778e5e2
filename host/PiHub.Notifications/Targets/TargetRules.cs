using System.Net;
using System.Net.Mail;
using PiHub.Notifications.Keeping;

namespace PiHub.Notifications.Targets;

/// <summary>What a target must be like.</summary>
public static class TargetRules
{
    private const int MaximumNameCharacters = 60;
    private const int MaximumKinds = 50;
    private const int MaximumRecipients = 20;
    private const int MaximumAddressCharacters = 254; // RFC 5321, section 4.5.3.1.3, without its brackets
    private const int MaximumTopicCharacters = 500;
    private const int MaximumSecretCharacters = 1_000;
    private static readonly TimeSpan MaximumQuiet = TimeSpan.FromDays(30);

    /// <summary>Everything that is wrong, by the name that the member has in JSON; empty when nothing is.</summary>
    /// <param name="target">The target.</param>
    public static IReadOnlyDictionary<string, string[]> Check(NotificationTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        IEnumerable<(string Name, string Text)> address = target.Kind switch
        {
            TargetKind.Mqtt => OfMqtt(target.Mqtt),
            TargetKind.Mail => OfMail(target.Mail, target.Secret),
            TargetKind.Webhook => OfWebhook(target.Webhook),
            _ => [("kind", "the kind is mqtt, mail or webhook")],
        };
        return OfAll(target).Concat(address)
            .GroupBy(mistake => mistake.Name, mistake => mistake.Text, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Whether a target's secret would go to another server than before, so that it has to be entered again.</summary>
    /// <param name="before">As it is stored.</param>
    /// <param name="after">As it shall be.</param>
    public static bool GoesElsewhere(NotificationTarget before, NotificationTarget after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.Kind != after.Kind
            || (after.Mail is { } mail && (mail.Host, mail.Port, mail.Security) != (before.Mail?.Host, before.Mail?.Port, before.Mail?.Security))
            || (after.Webhook is { } hook && OriginOf(hook.Url) != OriginOf(before.Webhook?.Url));
    }

    private static IEnumerable<(string Name, string Text)> OfAll(NotificationTarget target)
    {
        if (string.IsNullOrWhiteSpace(target.Name) || target.Name.Length > MaximumNameCharacters || target.Name.Any(char.IsControl))
        {
            yield return ("name", $"the name has 1 to {MaximumNameCharacters} characters, none of them a control character");
        }

        if (target.Quiet < TimeSpan.Zero || target.Quiet > MaximumQuiet)
        {
            yield return ("quiet_minutes", "the quiet time is 0 minutes to 30 days");
        }

        if (!Enum.IsDefined(target.LeastSeverity))
        {
            yield return ("least_severity", "the least severity is info, warning or error");
        }

        if (target.Kinds.Count > MaximumKinds || target.Kinds.Any(kind => kind is null || !IsKind(kind)))
        {
            yield return ("kinds", $"up to {MaximumKinds} kinds, each in snake_case, e.g. device_offline");
        }

        if (target.Secret is { } secret && (secret.Length > MaximumSecretCharacters || secret.Any(char.IsControl)))
        {
            yield return ("secret", $"a secret has up to {MaximumSecretCharacters} characters, none of them a control character");
        }
    }

    private static IEnumerable<(string Name, string Text)> OfMqtt(MqttAddress? mqtt)
    {
        string topic = mqtt?.Topic ?? "";
        if (topic.Length is 0 or > MaximumTopicCharacters || topic.Any(letter => letter is '+' or '#' || char.IsControl(letter)))
        {
            yield return ("mqtt.topic", $"a topic has 1 to {MaximumTopicCharacters} characters, without +, # and control characters");
        }
        else if (topic.StartsWith("$SYS", StringComparison.Ordinal) || topic.StartsWith("$share/", StringComparison.Ordinal))
        {
            yield return ("mqtt.topic", "topics of $SYS and $share are the broker's own");
        }
        else if (topic.StartsWith("pihub/", StringComparison.Ordinal)
            && topic != MqttAddress.DefaultTopic && !topic.StartsWith(MqttAddress.DefaultTopic + "/", StringComparison.Ordinal))
        {
            yield return ("mqtt.topic", $"below pihub/ are devices; take {MqttAddress.DefaultTopic} or a topic of your own, e.g. home/notification");
        }
    }

    private static IEnumerable<(string Name, string Text)> OfMail(MailAddresses? mail, string? password)
    {
        mail ??= new MailAddresses();
        if (Uri.CheckHostName(mail.Host) == UriHostNameType.Unknown)
        {
            yield return ("mail.host", "enter the mail server's name or address, e.g. smtp.example.org");
        }

        if (mail.Port is < 1 or > IPEndPoint.MaxPort)
        {
            yield return ("mail.port", "a port is 1 to 65535");
        }
        else if (mail.Port == 465)
        {
            yield return ("mail.port", "port 465 expects TLS at once, which is not supported; use port 587 with STARTTLS");
        }

        if (!Enum.IsDefined(mail.Security))
        {
            yield return ("mail.security", "the security is start_tls or none");
        }

        if (mail.User is { } user && (user.Length > MaximumAddressCharacters || user.Any(char.IsControl)))
        {
            yield return ("mail.user", "the user name is too long or has control characters");
        }

        if (!IsAddress(mail.From))
        {
            yield return ("mail.from", "enter one mail address, e.g. pihub@example.org");
        }

        if (mail.To.Count is 0 or > MaximumRecipients || !mail.To.All(IsAddress))
        {
            yield return ("mail.to", $"enter 1 to {MaximumRecipients} mail addresses, e.g. me@example.org");
        }

        if (mail.Security == MailSecurity.None && !string.IsNullOrEmpty(password) && !IsLoopback(mail.Host))
        {
            yield return ("mail.security", "a password is only sent over an encrypted connection; choose STARTTLS, or leave user and password empty");
        }
    }

    private static IEnumerable<(string Name, string Text)> OfWebhook(WebhookAddress? webhook)
    {
        string url = webhook?.Url ?? "";
        if (url.Length > 2_000 || url.Any(letter => char.IsControl(letter) || letter == ' ')
            || !Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            yield return ("webhook.url", "enter an http or https address, e.g. http://localhost:1880/pihub");
        }
        else if (address.UserInfo.Length > 0)
        {
            yield return ("webhook.url", "an address with a user or password in it would show them; use the secret");
        }
    }

    private static bool IsKind(string kind) => kind.Length is > 0 and <= NotificationText.MaximumKindCharacters
        && kind.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    // A plain address only: what is parsed out of more, a name or a second line, must not get into a header.
    private static bool IsAddress(string? address) => address is { Length: > 2 and <= MaximumAddressCharacters }
        && !address.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is ',' or ';' or '<' or '>' or '"')
        && MailAddress.TryCreate(address, out MailAddress? parsed) && parsed.Address == address;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static string OriginOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? address) ? address.GetLeftPart(UriPartial.Authority) : "";
}
