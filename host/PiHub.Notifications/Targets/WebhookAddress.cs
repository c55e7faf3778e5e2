namespace PiHub.Notifications.Targets;

/// <summary>Where a notification is posted to.</summary>
public sealed record WebhookAddress
{
    /// <summary>An http or https address.</summary>
    public string Url { get; init; } = "";
}
