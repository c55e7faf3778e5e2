using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Publishing;

public sealed class RejectedMessagesTests
{
    [Fact]
    public void Add_MoreThanCapacity_KeepsTheNewestFirst()
    {
        var rejected = new RejectedMessages();
        for (int i = 0; i < RejectedMessages.Capacity + 5; i++)
        {
            rejected.Add(Message($"t{i}", [1, 2, 3]), "why");
        }

        Assert.Equal(RejectedMessages.Capacity + 5, rejected.TotalCount);
        Assert.Equal(RejectedMessages.Capacity, rejected.Snapshot().Count);
        Assert.Equal("t204", rejected.Snapshot()[0].Topic);
        Assert.Equal("t5", rejected.Snapshot()[^1].Topic);
    }

    [Fact]
    public void Add_LongPayload_IsPreviewedAsWholeCharacters()
    {
        var rejected = new RejectedMessages();
        rejected.Add(Message("t", System.Text.Encoding.UTF8.GetBytes("a" + string.Concat(Enumerable.Repeat("\U0001F600", 500)))), "why");
        RejectedMessage kept = Assert.Single(rejected.Snapshot());
        Assert.Equal(2_001, kept.PayloadBytes);
        Assert.Equal(199, kept.PayloadPreview.Length);
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("\U0001F600", 99)), kept.PayloadPreview);
    }

    [Theory]
    [InlineData(ReasonCode.Success)]
    [InlineData(ReasonCode.ServerBusy)]
    public void Rejected_CodeThatPubAckCannotCarry_IsAnArgumentException(ReasonCode code) =>
        Assert.Throws<ArgumentException>(() => PublishVerdict.Rejected(code, "why"));

    private static PublishedMessage Message(string topic, byte[] payload) =>
        PublishedMessage.Create("c", new BusMessage { Topic = topic, Payload = payload }, properties: null, TimeProvider.System);
}
