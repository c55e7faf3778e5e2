using PiHub.Mqtt.Statistics;

namespace PiHub.Mqtt.Tests.Statistics;

public sealed class LoadAverageTests
{
    [Fact]
    public void Update_SteadyCounter_ApproachesItsRatePerMinute()
    {
        var average = new LoadAverage();
        average.Update(1_000, TimeSpan.Zero); // where it starts does not count
        Assert.Equal([0, 0, 0], average.PerMinute);
        for (int i = 1; i <= 6; i++)
        {
            average.Update(1_000 + (100 * i), TimeSpan.FromSeconds(10));
        }

        // After one minute at 600 per minute: 600 * (1 - e^-1), (1 - e^-1/5), (1 - e^-1/15).
        Assert.Equal([379.27, 108.76, 38.70], average.PerMinute.Select(value => Math.Round(value, 2)));
        average.Update(1_600, TimeSpan.FromHours(10));
        Assert.Equal([0, 0, 0], average.PerMinute.Select(value => Math.Round(value, 2)));
    }
}
