namespace PiHub.Mqtt.Storage;

/// <summary>Changes that are written together or not at all.</summary>
internal sealed class StoreUnit
{
    public required IReadOnlyList<StoreChange> Changes { get; init; }

    /// <summary>Called once after the commit, before the next unit's; in the order of the appends. Must be quick and must not throw.</summary>
    public Action? Committed { get; init; }

    /// <summary>Whether nobody waits for it, so that it may share a commit up to a second later and spare the SD card a sync.</summary>
    public bool IsLazy { get; init; }
}
