namespace PiHub.Recorder.Blocks;

/// <summary>How long the parts of a block's frame are.</summary>
/// <param name="HeaderBytes">The header with its checksum.</param>
/// <param name="PayloadBytes">The content, without its checksum.</param>
internal readonly record struct FrameShape(int HeaderBytes, int PayloadBytes)
{
    /// <summary>The whole frame, bytes.</summary>
    public int FrameBytes => HeaderBytes + PayloadBytes + sizeof(uint);
}
