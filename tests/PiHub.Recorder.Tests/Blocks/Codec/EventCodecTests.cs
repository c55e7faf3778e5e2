using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.Blocks.Codec;

namespace PiHub.Recorder.Tests.Blocks.Codec;

public class EventCodecTests
{
    [Fact]
    public void Decode_AnyEvents_AreTheSame() => Prop.ForAll(RunMaker.Seeds, seed =>
    {
        List<DeviceEvent> events = RunMaker.Events(seed);

        Assert.Equal(events, EventCodec.Decode(Encoded(events), events.Count, "meter"));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Decode_DamagedBytes_EndsWell() => Prop.ForAll(RunMaker.Seeds, seed =>
    {
        var random = new Random(seed);
        List<DeviceEvent> events = RunMaker.Events(seed);
        byte[] damaged = Damaging.Damage(Encoded(events), random);
        int count = random.Next(4) == 0 ? random.Next() : events.Count;
        return Damaging.EndsWell(() => EventCodec.Decode(damaged, count, "meter"));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Encode_MoreTextThanABlockMayHave_Throws()
    {
        DeviceEvent large = RunMaker.Events(1)[0] with { Payload = new string('x', EventCodec.MostTextBytes) };

        Assert.Throws<ArgumentOutOfRangeException>(() => Encoded([large]));
    }

    private static byte[] Encoded(List<DeviceEvent> events)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EventCodec.Encode(events, bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
