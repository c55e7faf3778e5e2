namespace PiHub.Recorder.Blocks;

/// <summary>A block was moved to another file since the index was asked: ask again.</summary>
internal sealed class BlockGoneException : Exception
{
    public BlockGoneException()
        : base("The block was moved.")
    {
    }
}
