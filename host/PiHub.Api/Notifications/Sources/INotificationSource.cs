using PiHub.Notifications;

namespace PiHub.Api.Notifications.Sources;

/// <summary>A part of the hub, asked again and again what the owner should know of it.</summary>
internal interface INotificationSource
{
    /// <summary>The kinds that are over as soon as <see cref="Look"/> says nothing of them; other kinds stay until they are dismissed.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>All that is so now. Called by one thread at a time; it must be quick.</summary>
    IEnumerable<Notification> Look();
}
