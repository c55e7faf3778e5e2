namespace PiHub.Recorder.Blocks.Catalog;

/// <summary>A device that was deleted, but is still in the index.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Entry">The number of the entry that deleted it.</param>
/// <param name="Series">Its series with ids up to this one are gone.</param>
internal readonly record struct PendingDeletion(string Device, long Entry, long Series);
