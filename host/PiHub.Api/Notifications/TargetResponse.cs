using PiHub.Notifications;
using PiHub.Notifications.Targets;

namespace PiHub.Api.Notifications;

/// <summary>A target, as the API shows it: whether it has a secret, but not which.</summary>
internal sealed record TargetResponse
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required TargetKind Kind { get; init; }

    public required bool Enabled { get; init; }

    public required NotificationSeverity LeastSeverity { get; init; }

    public required IReadOnlyList<string> Kinds { get; init; }

    public required double QuietMinutes { get; init; }

    public MqttAddress? Mqtt { get; init; }

    public MailRequest? Mail { get; init; }

    public WebhookAddress? Webhook { get; init; }

    public required bool HasSecret { get; init; }

    public DateTimeOffset? LastSuccessAt { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public required int Waiting { get; init; }

    public required long Dropped { get; init; }

    public static TargetResponse Of(NotificationTarget target, TargetState state) => new()
    {
        Id = target.Id,
        Name = target.Name,
        Kind = target.Kind,
        Enabled = target.IsEnabled,
        LeastSeverity = target.LeastSeverity,
        Kinds = target.Kinds,
        QuietMinutes = target.Quiet.TotalMinutes,
        Mqtt = target.Mqtt,
        Mail = MailRequest.Of(target.Mail),
        Webhook = target.Webhook,
        HasSecret = !string.IsNullOrEmpty(target.Secret),
        LastSuccessAt = state.LastSuccessAt,
        LastError = state.LastError,
        LastErrorAt = state.LastErrorAt,
        NextTryAt = state.NextTryAt,
        Waiting = state.Waiting,
        Dropped = state.Dropped,
    };
}
