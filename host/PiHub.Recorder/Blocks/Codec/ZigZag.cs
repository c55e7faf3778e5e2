namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Signed numbers as unsigned ones, small when the number is near 0: 0, -1, 1, -2 … become 0, 1, 2, 3 ….</summary>
internal static class ZigZag
{
    public static ulong Encode(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long Decode(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
