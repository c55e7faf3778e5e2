using System.Buffers;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Tests.Codec;

/// <summary>What the reader refuses. Statement numbers are those of the standards, 5.0 first.</summary>
public sealed class PacketReaderTests
{
    [Theory]
    [InlineData(5, "32 06 0001 61 0001 00", null)] // a QoS 1 PUBLISH as it should be
    [InlineData(4, "30 05 0003 61C080", ReasonCode.MalformedPacket)] // 1.5.4-1, 1.5.3-1: overlong UTF-8
    [InlineData(4, "30 05 0003 EDA080", ReasonCode.MalformedPacket)] // 1.5.4-1: surrogate
    [InlineData(5, "30 06 0003 61EDBF 00 00", ReasonCode.MalformedPacket)]
    [InlineData(4, "30 03 0001 00", ReasonCode.MalformedPacket)] // 1.5.4-2, 1.5.3-2: U+0000
    [InlineData(4, "30 8300 0001 61", ReasonCode.MalformedPacket)] // 1.5.5-1: length longer than needed
    [InlineData(4, "30 FFFFFFFF 01", ReasonCode.MalformedPacket)]
    [InlineData(5, "30 06 0001 61 8100 00", ReasonCode.MalformedPacket)] // property length longer than needed
    [InlineData(4, "36 06 0001 61 0001 00", ReasonCode.MalformedPacket)] // 3.3.1-4: QoS 3
    [InlineData(4, "38 03 0001 61", ReasonCode.MalformedPacket)] // 3.3.1-2: DUP at QoS 0
    [InlineData(4, "32 05 0001 61 0000", ReasonCode.ProtocolError)] // 2.2.1-3, 2.3.1-1: packet identifier 0
    [InlineData(4, "30 03 0001 2B", ReasonCode.MalformedPacket)] // 3.3.2-2: wildcard in a name
    [InlineData(4, "30 03 0001 23", ReasonCode.MalformedPacket)]
    [InlineData(4, "30 02 0000", ReasonCode.ProtocolError)] // 4.7.3-1: empty name
    [InlineData(5, "30 03 0000 00", ReasonCode.ProtocolError)] // empty name without alias
    [InlineData(5, "30 07 0001 61 03 230000", ReasonCode.TopicAliasInvalid)] // 3.3.2-8: alias 0
    [InlineData(5, "30 06 0001 61 02 0102", ReasonCode.ProtocolError)] // payload format 2
    [InlineData(5, "30 08 0001 61 04 01000100", ReasonCode.ProtocolError)] // 2.2.2: property twice
    [InlineData(5, "30 09 0001 61 05 1100000000", ReasonCode.MalformedPacket)] // 2.2.2: session expiry in PUBLISH
    [InlineData(5, "30 06 0001 61 02 7F00", ReasonCode.MalformedPacket)] // 2.2.2: unknown property
    [InlineData(5, "30 06 0001 61 02 0B00", ReasonCode.ProtocolError)] // subscription identifier 0
    [InlineData(5, "30 08 0001 61 04 0800012B", ReasonCode.ProtocolError)] // 3.3.2-14: wildcard in the response topic
    [InlineData(5, "30 04 0001 61 05", ReasonCode.MalformedPacket)] // properties longer than the packet
    [InlineData(4, "80 06 0001 0001 61 00", ReasonCode.MalformedPacket)] // 3.8.1-1, 2.1.3-1
    [InlineData(4, "82 02 0001", ReasonCode.ProtocolError)] // 3.8.3-2, 3.8.3-3: no filter
    [InlineData(4, "82 06 0001 0001 61 03", ReasonCode.MalformedPacket)] // QoS 3
    [InlineData(4, "82 06 0001 0001 61 04", ReasonCode.MalformedPacket)] // 3.8.3-4: reserved bit of 3.1.1
    [InlineData(5, "82 07 0001 00 0001 61 40", ReasonCode.MalformedPacket)] // 3.8.3-5: reserved bit of 5.0
    [InlineData(5, "82 07 0001 00 0001 61 30", ReasonCode.MalformedPacket)] // retain handling 3
    [InlineData(5, "82 0B 0001 04 0B010B02 0001 61 00", ReasonCode.ProtocolError)] // two subscription identifiers
    [InlineData(4, "82 05 0001 0000 00", ReasonCode.MalformedPacket)] // 4.7.3-1: empty filter
    [InlineData(4, "A0 05 0001 0001 61", ReasonCode.MalformedPacket)] // 3.10.1-1
    [InlineData(4, "A2 02 0001", ReasonCode.ProtocolError)] // 3.10.3-2
    [InlineData(4, "60 02 0001", ReasonCode.MalformedPacket)] // 3.6.1-1
    [InlineData(5, "40 03 0001 01", ReasonCode.MalformedPacket)] // 3.4.2-1: illegal reason code
    [InlineData(4, "C1 00", ReasonCode.MalformedPacket)]
    [InlineData(4, "C0 01 00", ReasonCode.MalformedPacket)] // bytes behind the packet
    [InlineData(4, "E0 01 00", ReasonCode.MalformedPacket)] // 3.1.1 DISCONNECT has no body
    [InlineData(5, "E0 01 03", ReasonCode.MalformedPacket)] // 3.14.2-1
    [InlineData(4, "F0 00", ReasonCode.MalformedPacket)] // AUTH does not exist in 3.1.1
    [InlineData(5, "F1 00", ReasonCode.MalformedPacket)] // 3.15.1-1
    [InlineData(5, "F0 05 18 03 160000", ReasonCode.ProtocolError)] // data without method
    [InlineData(4, "00 00", ReasonCode.MalformedPacket)]
    [InlineData(4, "20 02 0200", ReasonCode.MalformedPacket)] // 3.2.2-1: reserved CONNACK flags
    [InlineData(4, "20 02 0101", ReasonCode.ProtocolError)] // 3.2.2-4: session present in a refusal
    [InlineData(4, "20 02 0006", ReasonCode.MalformedPacket)]
    [InlineData(4, "90 03 0001 81", ReasonCode.MalformedPacket)] // 3.9.3-2
    [InlineData(5, "FF FFFFFF7F", ReasonCode.MalformedPacket)]
    [InlineData(5, "30 FFFFFF7F", ReasonCode.PacketTooLarge)] // refused before its body arrives
    public void Read_BytesAfterConnect_AreJudged(int level, string hex, ReasonCode? expected)
    {
        AssertJudged(hex, (ProtocolVersion)level, expected);
    }

    [Theory]
    [InlineData("10 0D 0004 4D515454 04 02 003C 0001 61", null)]
    [InlineData("C0 00", ReasonCode.ProtocolError)] // 3.1.0-1: first packet
    [InlineData("11 0D 0004 4D515454 04 02 003C 0001 61", ReasonCode.MalformedPacket)]
    [InlineData("10 0D 0004 4D515458 04 02 003C 0001 61", ReasonCode.MalformedPacket)] // 3.1.2-1: protocol name
    [InlineData("10 0D 0004 4D515454 03 02 003C 0001 61", ReasonCode.UnsupportedProtocolVersion)] // 3.1.2-2
    [InlineData("10 0D 0004 4D515454 04 03 003C 0001 61", ReasonCode.MalformedPacket)] // 3.1.2-3: reserved flag
    [InlineData("10 0D 0004 4D515454 04 0A 003C 0001 61", ReasonCode.MalformedPacket)] // 3.1.2-11, -13: will QoS without will
    [InlineData("10 0D 0004 4D515454 04 22 003C 0001 61", ReasonCode.MalformedPacket)] // 3.1.2-15: will retain without will
    [InlineData("10 12 0004 4D515454 04 1E 003C 0001 61 0001 77 0000", ReasonCode.MalformedPacket)] // 3.1.2-12, -14: will QoS 3
    [InlineData("10 12 0004 4D515454 04 06 003C 0001 61 0001 2B 0000", ReasonCode.MalformedPacket)] // wildcard in the will topic
    [InlineData("10 10 0004 4D515454 04 42 003C 0001 61 0001 70", ReasonCode.MalformedPacket)] // 3.1.1 3.1.2-22: password alone
    [InlineData("10 11 0004 4D515454 05 42 003C 00 0001 61 0001 70", null)] // 5.0 has lifted it
    [InlineData("10 0E 0004 4D515454 04 02 003C 0001 61 00", ReasonCode.MalformedPacket)] // 3.1.4-1: whole packet
    [InlineData("10 0D 0004 4D515454 04 82 003C 0001 61", ReasonCode.MalformedPacket)] // 3.1.2-19: user name missing
    [InlineData("10 11 0004 4D515454 05 02 003C 03 210000 0001 61", ReasonCode.ProtocolError)] // receive maximum 0
    [InlineData("10 13 0004 4D515454 05 02 003C 05 2700000000 0001 61", ReasonCode.ProtocolError)] // maximum packet size 0
    [InlineData("10 10 0004 4D515454 05 02 003C 02 1702 0001 61", ReasonCode.ProtocolError)] // request problem information 2
    public void Read_FirstBytes_AreJudged(string hex, ReasonCode? expected) => AssertJudged(hex, version: null, expected);

    [Fact]
    public void Read_SecondConnect_IsReadForTheBrokerToRefuse()
    {
        Assert.IsType<ConnectPacket>(PacketBytes.Read(Bytes("10 0D 0004 4D515454 04 02 003C 0001 61"), ProtocolVersion.V311));
    }

    [Fact]
    public void Read_ByteOrderMark_IsKept()
    {
        // 1.5.4-3 (3.1.1: 1.5.3-3)
        var publish = Assert.IsType<PublishPacket>(PacketBytes.Read(Bytes("30 06 0004 EFBBBF61"), ProtocolVersion.V311));
        Assert.Equal("\uFEFFa", publish.Topic);
    }

    [Fact]
    public void Read_TwoPackets_LeavesTheSecond()
    {
        var input = new ReadOnlySequence<byte>(Bytes("C0 00 E0 00"));
        var reader = new PacketReader(100) { Version = ProtocolVersion.V5 };
        Assert.Same(PingPacket.Request, reader.Read(ref input));
        Assert.IsType<DisconnectPacket>(reader.Read(ref input));
        Assert.Null(reader.Read(ref input));
    }

    [Fact]
    public void Write_TooLongText_IsAnArgumentException()
    {
        var packet = new UnsubscribePacket { PacketId = 1, Filters = [new string('a', 65_536)] };
        Assert.Throws<ArgumentException>(() => PacketBytes.Write(packet, ProtocolVersion.V5));
    }

    private static void AssertJudged(string hex, ProtocolVersion? version, ReasonCode? expected)
    {
        if (expected is { } reason)
        {
            Assert.Equal(reason, PacketBytes.ReasonOf(Bytes(hex), version));
        }
        else
        {
            Assert.NotNull(PacketBytes.Read(Bytes(hex), version));
        }
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
