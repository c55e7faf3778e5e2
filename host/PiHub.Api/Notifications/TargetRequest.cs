using PiHub.Notifications;
using PiHub.Notifications.Targets;

namespace PiHub.Api.Notifications;

/// <summary>A target, as it is entered.</summary>
internal sealed record TargetRequest
{
    public string? Name { get; init; }

    public TargetKind? Kind { get; init; }

    public bool Enabled { get; init; } = true;

    public NotificationSeverity LeastSeverity { get; init; } = NotificationSeverity.Warning;

    public IReadOnlyList<string>? Kinds { get; init; }

    public double QuietMinutes { get; init; } = 60;

    public MqttAddress? Mqtt { get; init; }

    public MailRequest? Mail { get; init; }

    public WebhookAddress? Webhook { get; init; }

    /// <summary>The mail server's password or the webhook's key; null: as it was, empty: none.</summary>
    public string? Secret { get; init; }

    /// <param name="before">The target that it changes; null for a new one.</param>
    /// <returns>The target, not checked yet.</returns>
    public NotificationTarget ToTarget(NotificationTarget? before)
    {
        TargetKind kind = Kind ?? before?.Kind ?? (TargetKind)(-1); // which no rule lets pass
        return new NotificationTarget
        {
            Id = before?.Id ?? "",
            Name = Name?.Trim() ?? "",
            Kind = kind,
            IsEnabled = Enabled,
            LeastSeverity = LeastSeverity,
            Kinds = Kinds ?? [],
            Quiet = double.IsFinite(QuietMinutes) && Math.Abs(QuietMinutes) < 1_000_000 ? TimeSpan.FromMinutes(QuietMinutes) : TimeSpan.MaxValue,
            Mqtt = kind == TargetKind.Mqtt ? Mqtt ?? new MqttAddress() : null,
            Mail = kind == TargetKind.Mail ? Mail?.ToAddresses() : null,
            Webhook = kind == TargetKind.Webhook ? Webhook : null,
            Secret = kind == TargetKind.Mqtt ? null : Secret ?? before?.Secret,
        };
    }
}
