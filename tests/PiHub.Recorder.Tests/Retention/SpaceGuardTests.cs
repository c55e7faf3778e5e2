using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Retention;
using PiHub.Recorder.Tests.Engine;
using PiHub.Recorder.Tests.Rollups;

namespace PiHub.Recorder.Tests.Retention;

public sealed class SpaceGuardTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const long Minimum = 1_600;
    private readonly RollupBench _bench = new("UTC", Start);
    private readonly SpaceGuard _guard;

    public SpaceGuardTests()
    {
        _bench.Files.Total = 1_000_000;
        _guard = new SpaceGuard(_bench.Engine, _bench.Files, ("/data", Minimum), _bench.Time, NullLogger.Instance);
    }

    [Fact]
    public async Task Check_TooLittleIsFree_OldestGoUntilThereIsRoom()
    {
        await FillAsync(readings: 200);
        _bench.Files.Free = () => 4_000 - (_bench.Engine.Readings * MemoryEngine.BytesPerReading);
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.InRange(_bench.Files.Free(), Minimum, Minimum + (Minimum / 8) + MemoryEngine.BytesPerReading);
        Assert.InRange(_bench.Engine.Readings, 130, 150);
        Assert.NotNull(_guard.Status.RawDroppedBefore);
        Assert.Contains("gone already", _guard.Status.Warning, StringComparison.Ordinal);

        int readings = _bench.Engine.Readings;
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.Equal(readings, _bench.Engine.Readings);
    }

    [Fact]
    public async Task Check_DeletingFreesNothing_StopsAndSaysSo()
    {
        await FillAsync(readings: 200);
        _bench.Files.Free = () => 0;
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.InRange(_bench.Engine.Readings, 80, 199);
    }

    [Fact]
    public async Task Check_ClockIsNotSet_WarnsAndDeletesNothing()
    {
        await FillAsync(readings: 200);
        _bench.Files.Free = () => 100;
        await _guard.CheckAsync(mayDelete: false, default);
        Assert.Equal(200, _bench.Engine.Readings);
        Assert.Contains("clock is not set", _guard.Status.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NothingLeftToDelete_Warns()
    {
        _bench.Files.Free = () => 100;
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.Contains("no old raw readings left", _guard.Status.Warning, StringComparison.Ordinal);
        Assert.Null(_guard.Status.RawDroppedBefore);
    }

    [Theory]
    [InlineData(4_799, true)]
    [InlineData(4_800, false)]
    public async Task Check_ThreeTimesTheMinimum_WarnsLongBefore(long free, bool warns)
    {
        _bench.Files.Free = () => free;
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.Equal(warns, _guard.Status.Warning is not null);
        Assert.Equal((free, 1_000_000, Minimum), (_guard.Status.FreeBytes, _guard.Status.TotalBytes, _guard.Status.MinimumFreeBytes));
    }

    [Fact]
    public async Task Check_FreeBytesFall_SaysInHowLongItIsFull()
    {
        long free = 100_000;
        _bench.Files.Free = () => free;
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.Null(_guard.Status.FullIn);
        _bench.Time.Advance(TimeSpan.FromDays(2));
        free = 80_000;
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.Equal(7.84, (_guard.Status.FullIn ?? default).TotalDays, 6);
        Assert.Contains("in 7 days", _guard.Status.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SmallDisk_ATwentiethIsEnough()
    {
        _bench.Files.Total = 10_000;
        _bench.Files.Free = () => 1_500;
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.Equal((500, null), (_guard.Status.MinimumFreeBytes, _guard.Status.Warning));
    }

    [Fact]
    public async Task Check_DiskFails_WarnsAndRecovers()
    {
        _bench.Files.Free = () => throw new IOException("No such disk.");
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.Contains("No such disk.", _guard.Status.Warning, StringComparison.Ordinal);
        _bench.Files.Free = () => 900_000;
        await _guard.CheckAsync(mayDelete: true, default);
        Assert.Null(_guard.Status.Warning);
    }

    private async Task FillAsync(int readings)
    {
        for (var index = 0; index < readings; index++)
        {
            _bench.Add(Start.AddMinutes(index).ToUnixTimeMilliseconds(), index);
        }

        _bench.Time.Advance(TimeSpan.FromDays(2));
        await _bench.RunAsync();
    }
}
