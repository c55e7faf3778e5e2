using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Time that passes only as far as a broker has come.</summary>
internal static class Clockwork
{
    /// <summary>Moves the clock on, second by second, until the watcher is about to get a message.</summary>
    /// <returns>How far; at most an hour.</returns>
    public static async Task<TimeSpan> AdvanceUntilMessageAsync(ManualTimeProvider clock, RawClient watcher)
    {
        TimeSpan passed = TimeSpan.Zero;
        while (!await watcher.HasMessageAsync())
        {
            Assert.True(passed < TimeSpan.FromHours(1), "no message in an hour");
            clock.Advance(TimeSpan.FromSeconds(1));
            passed += TimeSpan.FromSeconds(1);
        }

        return passed;
    }
}
