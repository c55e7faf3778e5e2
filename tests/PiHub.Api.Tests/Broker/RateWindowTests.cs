using PiHub.Api.Broker;
using PiHub.Mqtt;

namespace PiHub.Api.Tests.Broker;

public sealed class RateWindowTests
{
    private readonly SteppedTime _time = new();
    private readonly RateWindow _window;

    public RateWindowTests() => _window = new RateWindow(_time);

    [Fact]
    public void Average_BeforeTwoLooks_IsZero()
    {
        Assert.Equal(MessageRates.None, _window.Average());
        _window.Add(Status(received: 1_000));
        Assert.Equal(MessageRates.None, _window.Average());
    }

    [Fact]
    public void Average_IsOverTheLastMinuteOnly()
    {
        long received = 0;
        for (int second = 0; second < 600; second += 2)
        {
            received += second < 300 ? 20_000 : 20;
            _window.Add(Status(received));
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(10, _window.Average().Received);
        Assert.Equal(0, _window.Average().Dropped);
    }

    [Fact]
    public void Average_SoonAfterTheStart_IsOverWhatThereIs()
    {
        _window.Add(Status(received: 0));
        _time.Advance(TimeSpan.FromSeconds(4));
        _window.Add(Status(received: 6));

        Assert.Equal(1.5, _window.Average().Received);
    }

    private static BrokerStatus Status(long received) => new()
    {
        ConnectedClients = 0,
        Subscriptions = 0,
        RetainedMessages = 0,
        RetainedBytes = 0,
        MessagesReceived = received,
        MessagesSent = 0,
        MessagesDropped = 0,
        RetainedNotKept = 0,
        MessagesRejected = 0,
        MessagesInJournal = 0,
        WaitingSessions = 0,
        QueuedBytes = 0,
        ConnectionsRefused = 0,
        LoginsFailed = 0,
    };
}
