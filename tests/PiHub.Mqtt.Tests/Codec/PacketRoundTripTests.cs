using FsCheck;
using FsCheck.Fluent;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Tests.Codec;

public sealed class PacketRoundTripTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    public static TheoryData<int> Versions => [4, 5];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Packet_WrittenAndRead_IsTheSame(int level)
    {
        var version = (ProtocolVersion)level;
        Prop.ForAll(PacketGenerators.Any(version).ToArbitrary(), packet =>
        {
            byte[] bytes = PacketBytes.Write(packet, version);
            Packet? whole = PacketBytes.Read(bytes, VersionBefore(packet, version));
            Packet? inPieces = PacketBytes.Read(bytes, VersionBefore(packet, version), chunkBytes: 3);
            Assert.NotNull(whole);
            Assert.NotNull(inPieces);
            Assert.Equal(PacketBytes.Describe(packet), PacketBytes.Describe(whole));
            Assert.Equal(PacketBytes.Describe(packet), PacketBytes.Describe(inPieces));
        }).Check(Thorough);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Packet_CutAnywhere_NeedsMore(int level)
    {
        var version = (ProtocolVersion)level;
        Prop.ForAll(PacketGenerators.Any(version).ToArbitrary(), packet =>
        {
            byte[] bytes = PacketBytes.Write(packet, version);
            for (int length = 0; length < bytes.Length; length += length < 400 ? 1 : 997)
            {
                Assert.Null(PacketBytes.Read(bytes[..length], VersionBefore(packet, version)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Packet_BodyCutAnywhere_GivesPacketOrProtocolError(int level)
    {
        // The remaining length is rewritten, so that the reader believes that the packet is whole.
        var version = (ProtocolVersion)level;
        Prop.ForAll(PacketGenerators.Any(version).ToArbitrary(), packet =>
        {
            byte[] bytes = PacketBytes.Write(packet, version);
            byte[] body = bytes[(1 + FieldWriter.VariableLength((uint)bytes.Length))..];
            for (int length = 0; length < Math.Min(body.Length, 127); length++)
            {
                byte[] cut = [bytes[0], (byte)length, .. body[..length]];
                AssertPacketOrProtocolError(cut, VersionBefore(packet, version), mayNeedMore: false);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Bytes_Mutated_GivePacketNeedMoreOrProtocolError(int level)
    {
        var version = (ProtocolVersion)level;
        Gen<(Packet Packet, int At, int Value)> mutations =
            from packet in PacketGenerators.Any(version)
            from at in Gen.Choose(0, 200)
            from value in Gen.Choose(0, 255)
            select (packet, at, value);
        Prop.ForAll(mutations.ToArbitrary(), mutation =>
        {
            byte[] bytes = PacketBytes.Write(mutation.Packet, version);
            bytes[mutation.At % bytes.Length] = (byte)mutation.Value;
            AssertPacketOrProtocolError(bytes, VersionBefore(mutation.Packet, version), mayNeedMore: true);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    [InlineData(5)]
    public void Bytes_Random_GivePacketNeedMoreOrProtocolError(int? level)
    {
        Gen<byte[]> anything = Gen.Choose(0, 60).SelectMany(n => Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(n));

        // Half of them with a plausible first byte and length, to get behind the fixed header.
        Gen<byte[]> framed =
            from first in Gen.Choose(0x10, 0xFF)
            from body in anything
            select (byte[])[(byte)first, (byte)body.Length, .. body];
        Prop.ForAll(Gen.OneOf(anything, framed).ToArbitrary(), bytes =>
            AssertPacketOrProtocolError(bytes, (ProtocolVersion?)level, mayNeedMore: true)).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    private static ProtocolVersion? VersionBefore(Packet packet, ProtocolVersion version) => packet is ConnectPacket ? null : version;

    // Any other exception than MqttProtocolException fails the test by itself.
    private static void AssertPacketOrProtocolError(byte[] bytes, ProtocolVersion? version, bool mayNeedMore)
    {
        try
        {
            Packet? packet = PacketBytes.Read(bytes, version);
            Assert.True(packet is not null || mayNeedMore);
        }
        catch (MqttProtocolException exception)
        {
            Assert.True(exception.Reason >= ReasonCode.UnspecifiedError);
            Assert.NotEmpty(exception.Message);
        }
    }
}
