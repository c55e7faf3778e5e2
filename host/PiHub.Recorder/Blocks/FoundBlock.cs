namespace PiHub.Recorder.Blocks;

/// <summary>A stretch of a block file.</summary>
/// <param name="Offset">Where it begins, bytes.</param>
/// <param name="Length">How long it is, bytes.</param>
/// <param name="Header">What the block says of itself; null when that is damaged too.</param>
/// <param name="IsDamaged">Whether the block cannot be read.</param>
internal sealed record FoundBlock(long Offset, int Length, BlockHeader? Header, bool IsDamaged);
