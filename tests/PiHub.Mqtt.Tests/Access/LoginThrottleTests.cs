using System.Net;
using PiHub.Mqtt.Access;

namespace PiHub.Mqtt.Tests.Access;

public sealed class LoginThrottleTests
{
    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Neighbour = IPAddress.Parse("192.0.2.2");

    private readonly ManualClock _clock = new();
    private readonly LoginThrottle _throttle;

    public LoginThrottleTests() => _throttle = new LoginThrottle(_clock);

    [Fact]
    public void Failures_InARow_WaitLongerAndLonger()
    {
        double[] delays = [.. Enumerable.Range(0, 12).Select(_ => _throttle.Fail(Guesser).Delay.TotalSeconds)];

        Assert.Equal([0, 0, 0, 0.25, 0.5, 1, 2, 4, 5, 5, 5, 5], delays);
    }

    [Fact]
    public void Address_WithManyOpenFailures_IsClosedUntilTheyAreOver()
    {
        for (int i = 0; i < 30; i++)
        {
            _throttle.Fail(Guesser);
        }

        Assert.False(_throttle.IsOpen(Guesser));
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(_throttle.IsOpen(Guesser));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_throttle.IsOpen(Guesser));
    }

    [Fact]
    public void OtherAddress_OfAGuesser_StaysOpen()
    {
        for (int i = 0; i < 30; i++)
        {
            _throttle.Fail(Guesser);
        }

        Assert.True(_throttle.IsOpen(Neighbour));
        Assert.Equal(TimeSpan.Zero, _throttle.Fail(Neighbour).Delay);
    }

    [Fact]
    public void OneClient_ThatFailsForEver_DoesNotCloseItsAddress()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.True(_throttle.IsOpen(Guesser));
            _clock.Advance(_throttle.Fail(Guesser).Delay);
        }
    }

    [Fact]
    public void Failures_LongAgo_AreForgotten()
    {
        for (int i = 0; i < 10; i++)
        {
            _throttle.Fail(Guesser);
        }

        _clock.Advance(TimeSpan.FromMinutes(10.1));

        Assert.True(_throttle.IsOpen(Guesser));
        Assert.Equal((1, TimeSpan.Zero), _throttle.Fail(Guesser));
    }

    [Fact]
    public void Table_Full_ForgetsTheOldestFailure()
    {
        for (int i = 0; i < 5; i++)
        {
            _throttle.Fail(Guesser);
        }

        for (int i = 0; i < 4_096; i++)
        {
            _throttle.Fail(new IPAddress(0x0A000000 + i));
        }

        Assert.Equal(1, _throttle.Fail(Guesser).Failures);
    }
}
