namespace PiHub.Recorder.Blocks.Index;

/// <summary>The last deletion of a device, and where its tombstone is.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Entry">The number of the entry that deleted it.</param>
/// <param name="Series">Its series with ids up to this one are gone.</param>
/// <param name="File">The tombstone's file.</param>
/// <param name="Offset">Where the tombstone's frame begins, bytes.</param>
/// <param name="Length">How long the frame is, bytes.</param>
internal readonly record struct DeletionRow(string Device, long Entry, long Series, int File, long Offset, int Length);
