using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Notifications.Delivery;

/// <summary>A notification as other programs get it.</summary>
internal sealed record SentNotification(
    string Hub, long Id, string Kind, string Subject, string Severity, string Title, string Detail, string? Link, DateTimeOffset RaisedAt,
    DateTimeOffset LastAt, int Count)
{
    public static byte[] Write(string hub, NotificationEntry entry) => JsonSerializer.SerializeToUtf8Bytes(
        new SentNotification(
            hub,
            entry.Id,
            entry.Notification.Kind,
            entry.Notification.Subject,
            entry.Notification.Severity.ToString().ToLowerInvariant(),
            entry.Notification.Title,
            entry.Notification.Detail,
            entry.Notification.Link,
            entry.RaisedAt.ToUniversalTime(),
            entry.LastAt.ToUniversalTime(),
            entry.Count),
        SentJson.Default.SentNotification);
}

/// <summary>Its JSON: snake_case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SentNotification))]
internal sealed partial class SentJson : JsonSerializerContext;
