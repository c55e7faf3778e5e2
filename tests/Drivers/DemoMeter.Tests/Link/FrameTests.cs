using DemoMeter.Link;
using FsCheck;
using FsCheck.Fluent;

namespace DemoMeter.Tests.Link;

public sealed class FrameTests
{
    [Fact]
    public void Crc16_OfTheCheckString_IsTheCataloguesValue() => Assert.Equal(0x29B1, Frame.Crc16("123456789"u8));

    [Fact]
    public void GetWords_AnyWords_ComeBackAndNoFlippedBitIsTaken()
    {
        var words = Gen.Choose(int.MinValue, int.MaxValue).Select(i => (uint)i).NonEmptyListOf();
        Prop.ForAll(words.Resize(20).ToArbitrary(), Gen.Choose(0, 10_000).ToArbitrary(), (list, chance) =>
        {
            uint[] sent = [.. list];
            byte[] frame = new byte[Frame.ReadLength(sent.Length)];
            Frame.PutWords(frame, sent);
            bool same = sent.AsSpan().SequenceEqual(Frame.GetWords(frame, sent.Length));
            int bit = (Frame.HeaderBytes * 8) + (chance % ((frame.Length - Frame.HeaderBytes) * 8));
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            return same && Frame.GetWords(frame, sent.Length) is null;
        }).QuickCheckThrowOnFailure();
    }
}
