namespace PiHub.Recorder.Blocks;

/// <summary>A block file that is open, and how many use it. Guarded by the lock of <see cref="BlockFiles"/>.</summary>
internal sealed class OpenedFile(BlockFile file)
{
    public BlockFile File => file;

    public int Users { get; set; }

    /// <summary>When it was last used, by a counter.</summary>
    public long LastUse { get; set; }

    /// <summary>Whether the last user closes it.</summary>
    public bool IsRetired { get; set; }
}
