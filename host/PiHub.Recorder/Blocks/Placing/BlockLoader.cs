using PiHub.Recorder.Blocks.Index;

namespace PiHub.Recorder.Blocks.Placing;

/// <summary>Reads and decodes blocks; what is damaged is reported and left out. Safe to use from any thread.</summary>
internal sealed class BlockLoader(BlockFiles files, DamageLog damages)
{
    /// <summary>Reads a block.</summary>
    /// <typeparam name="T">What is in it.</typeparam>
    /// <returns>Null when it is damaged.</returns>
    /// <exception cref="BlockGoneException">It is somewhere else by now.</exception>
    /// <exception cref="IOException">The disk fails.</exception>
    public T? Load<T>(in BlockRow row)
        where T : struct, IBlockContent<T>
    {
        try
        {
            using StoredBlock block = files.Read(row);
            BlockHeader header = block.Header;
            if (header.SeriesId != row.Series || header.Kind != row.Kind || header.From != row.From || header.Count != row.Count)
            {
                throw new InvalidDataException("Another block is where the index says.");
            }

            return T.Decode(header, block.Payload);
        }
        catch (InvalidDataException)
        {
            damages.Found(row);
            return null;
        }
    }
}
