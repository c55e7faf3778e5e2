using PiHub.Sdk.Readings;
using static PiHub.Recorder.Tests.Queries.QueryWorld;

namespace PiHub.Recorder.Tests.Queries;

public sealed class IntegralReaderTests : IAsyncLifetime
{
    private readonly QueryWorld _world = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task IntegrateAsync_Ramp_IsTheTrapezoids()
    {
        for (int second = 0; second <= 3600; second++)
        {
            _world.Add(Start + (second * 1000), second);
        }

        ReadingIntegral integral = await IntegrateAsync(Start, Start + Hour);
        Assert.Equal(1800, integral.UnitHours, 9);
        Assert.Equal((TimeSpan.FromHours(1), 0), (integral.Covered, integral.Gaps.Count));
    }

    [Fact]
    public async Task IntegrateAsync_NeighbouringRanges_AddUp()
    {
        var random = new Random(3);
        for (int i = 0; i < 1000; i++)
        {
            _world.Add(Start + (i * 10_000) + random.Next(5_000), random.Next(1000) / 4.0);
        }

        TimeSpan gapAfter = TimeSpan.FromMinutes(1);
        double whole = (await IntegrateAsync(Start + 1, Start + (2 * Hour), gapAfter)).UnitHours;
        double parts = 0;
        for (long from = Start + 1; from < Start + (2 * Hour); from += 777_777)
        {
            parts += (await IntegrateAsync(from, Math.Min(from + 777_777, Start + (2 * Hour)), gapAfter)).UnitHours;
        }

        Assert.Equal(whole, parts, 6);
    }

    [Fact]
    public async Task IntegrateAsync_Gap_IsNotBridged()
    {
        AddEvery(Start, Start + Hour, 1000, 100);
        AddEvery(Start + (2 * Hour), Start + (3 * Hour), 1000, 100);
        ReadingIntegral integral = await IntegrateAsync(Start - Hour, Start + (3 * Hour));
        Assert.Equal(2 * 100 * 3599.0 / 3600, integral.UnitHours, 6);
        Assert.Equal(
            [(Start - Hour, Start), (Start + Hour - 1000, Start + (2 * Hour)), (Start + (3 * Hour) - 1000, Start + (3 * Hour))], Gaps(integral));
        Assert.Equal(TimeSpan.FromSeconds(2 * 3599), integral.Covered);
    }

    [Fact]
    public async Task IntegrateAsync_TextsBetweenNumbers_DoNotMatter()
    {
        AddEvery(Start, Start + Minute + 1, 1000, 60);
        _world.Add(Start + 500, "restarted");
        Assert.Equal(1, (await IntegrateAsync(Start, Start + Minute)).UnitHours, 9);
    }

    [Fact]
    public async Task IntegrateAsync_RawAndMinutesDropped_GoesOnWithMinutesAndHours()
    {
        AddEvery(Start, Start + (6 * Hour), 1000, 50);
        await _world.RollUpAsync(Start + (5 * Hour), Start + (5 * Hour), Start);
        await _world.Engine.DropAsync(_world.Series, ReadingLevel.Raw, Start + (4 * Hour), None);
        await _world.Engine.DropAsync(_world.Series, ReadingLevel.Minute, Start + (2 * Hour) + (10 * Minute), None);
        ReadingIntegral integral = await IntegrateAsync(Start, Start + (6 * Hour));

        // Minutes reach back into the third hour; up to its end the hours are whole.
        Assert.Equal(50 * (6 - (1 / 3600.0)), integral.UnitHours, 6);
        Assert.Equal([(Start + (6 * Hour) - 1000, Start + (6 * Hour))], Gaps(integral));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task IntegrateAsync_TooFewReadings_IsNothing(int count)
    {
        AddEvery(Start + Hour, Start + Hour + count, 1, 5);
        ReadingIntegral integral = await IntegrateAsync(Start, Start + (2 * Hour));
        Assert.Equal((0, TimeSpan.Zero), (integral.UnitHours, integral.Covered));
        Assert.Equal((Start, Start + (2 * Hour)), Assert.Single(Gaps(integral)));
    }

    private void AddEvery(long from, long to, int distance, double value)
    {
        for (long time = from; time < to; time += distance)
        {
            _world.Add(time, value);
        }
    }

    private static IEnumerable<(long, long)> Gaps(ReadingIntegral integral) =>
        integral.Gaps.Select(gap => (gap.From.ToUnixTimeMilliseconds(), gap.To.ToUnixTimeMilliseconds()));

    private async Task<ReadingIntegral> IntegrateAsync(long from, long to, TimeSpan? gapAfter = null) =>
        await _world.Queries.IntegrateAsync(StoreFolder.Query(from, to) with { GapAfter = gapAfter }, None);
}
