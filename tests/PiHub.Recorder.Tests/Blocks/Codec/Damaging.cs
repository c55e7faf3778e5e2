namespace PiHub.Recorder.Tests.Blocks.Codec;

/// <summary>Damages bytes and watches what reading them does.</summary>
internal static class Damaging
{
    /// <summary>One damaged version of bytes: a flipped bit, a changed byte, a cut end, or something appended.</summary>
    public static byte[] Damage(byte[] bytes, Random random)
    {
        byte[] damaged = [.. bytes];
        switch (random.Next(4))
        {
            case 0:
                return damaged[..random.Next(damaged.Length)];
            case 1:
                return [.. damaged, (byte)random.Next(256)];
            case 2:
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                return damaged;
            default:
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                return damaged;
        }
    }

    /// <summary>Reads, and tells whether it ended as it may: with something, or with <see cref="InvalidDataException"/>, and without
    /// allocating much.</summary>
    public static bool EndsWell(Action read)
    {
        const long MostBytes = 16 * 1_024 * 1_024;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (InvalidDataException)
        {
            // what damage is for
        }

        return GC.GetAllocatedBytesForCurrentThread() - before < MostBytes;
    }
}
