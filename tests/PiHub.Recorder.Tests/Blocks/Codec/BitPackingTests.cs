using PiHub.Recorder.Blocks.Codec;

namespace PiHub.Recorder.Tests.Blocks.Codec;

public class BitPackingTests
{
    [Fact]
    public void Unpack_EveryWidthAndCount_IsWhatWasPacked()
    {
        var random = new Random(11);
        for (int width = 0; width <= 64; width++)
        {
            foreach (int count in new[] { 1, 2, 7, 8, 9, 63, 127, 128 })
            {
                ulong[] values = [.. Enumerable.Range(0, count).Select(_ => Narrow((ulong)random.NextInt64(long.MinValue, long.MaxValue), width))];
                byte[] bytes = new byte[BitPacking.Length(count, width)];
                long[] unpacked = new long[count];

                BitPacking.Pack(values, width, bytes);
                BitPacking.Unpack(bytes, width, 5, unpacked);

                Assert.Equal(values.Select(value => unchecked((long)value + 5)), unpacked);
            }
        }
    }

    private static ulong Narrow(ulong value, int width) => width == 0 ? 0 : value >> (64 - width);
}
