namespace PiHub.Notifications;

/// <summary>A notification as it is kept.</summary>
public sealed record NotificationEntry
{
    /// <summary>Its number; later ones have higher ones.</summary>
    public required long Id { get; init; }

    /// <summary>What was told last.</summary>
    public required Notification Notification { get; init; }

    /// <summary>When it was first told, UTC.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When it was last told, UTC.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How often it was told.</summary>
    public required int Count { get; init; }

    /// <summary>When it was over, UTC; null while it goes on.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When somebody put it away, UTC; null when nobody did.</summary>
    public DateTimeOffset? DismissedAt { get; init; }

    /// <summary>Whether it still asks for attention: it goes on and nobody put it away.</summary>
    public bool IsOpen => ResolvedAt is null && DismissedAt is null;
}
