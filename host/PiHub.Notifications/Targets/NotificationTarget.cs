using System.Text.Json.Serialization;

namespace PiHub.Notifications.Targets;

/// <summary>Where notifications are sent besides, and which.</summary>
/// <remarks>Immutable; equality compares the lists by reference.</remarks>
public sealed record NotificationTarget
{
    /// <summary>Its id; empty before it is stored.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>How it is reached.</summary>
    public TargetKind Kind { get; init; }

    /// <summary>Whether it is sent anything.</summary>
    /// <value>true</value>
    public bool IsEnabled { get; init; } = true;

    /// <summary>What matters less is not sent.</summary>
    /// <value>Warning</value>
    public NotificationSeverity LeastSeverity { get; init; } = NotificationSeverity.Warning;

    /// <summary>The kinds that are sent; empty: all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>For so long the same kind about the same subject is not sent again, unless it got worse.</summary>
    /// <value>1 hour</value>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Where, for <see cref="TargetKind.Mqtt"/>.</summary>
    public MqttAddress? Mqtt { get; init; }

    /// <summary>Where, for <see cref="TargetKind.Mail"/>.</summary>
    public MailAddresses? Mail { get; init; }

    /// <summary>Where, for <see cref="TargetKind.Webhook"/>.</summary>
    public WebhookAddress? Webhook { get; init; }

    /// <summary>The mail server's password, or the key of the webhook's signature; null when there is none. Kept encrypted.</summary>
    [JsonIgnore]
    public string? Secret { get; init; }

    /// <summary>Whether a notification is for this target.</summary>
    /// <param name="notification">The notification.</param>
    public bool Wants(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return IsEnabled && notification.Severity >= LeastSeverity && (Kinds.Count == 0 || Kinds.Contains(notification.Kind));
    }

    // The text form of a record would show the secret in a log line.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"{nameof(Id)} = {Id}, {nameof(Name)} = {Name}, {nameof(Kind)} = {Kind}");
        return true;
    }
}
