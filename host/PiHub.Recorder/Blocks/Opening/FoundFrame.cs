namespace PiHub.Recorder.Blocks.Opening;

/// <summary>A frame that was found in the block files, live or dead.</summary>
internal readonly record struct FoundFrame(
    long Series, BlockKind Kind, long From, long To, long Generation, int Count, int File, long Offset, int Length, bool IsDamaged)
{
    /// <summary>Whether all its times are within the other's.</summary>
    public bool IsWithin(in FoundFrame other) => From >= other.From && To <= other.To;

    public bool Overlaps(in FoundFrame other) => From <= other.To && other.From <= To;
}
