using PiHub.Recorder.Blocks;
using PiHub.Recorder.Engine;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Care;

public sealed class StoreCareTests : IAsyncLifetime
{
    private readonly CareRig _rig = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Journal_Deleted_GoesOnAboveEverythingThatIsInBlocks(bool isOlderMissing)
    {
        await _rig.StartAsync();
        if (isOlderMissing)
        {
            // Held back until the clock is set: the engine needs the journal from here on, and has newer readings of the other series.
            await _rig.Store.AppendAsync(
                StoreFolder.Sample(1, 1, device: "early") with { Quality = ReadingQuality.TimeEstimated }, default);
        }

        await _rig.AppendAsync(0, 1_000);
        await _rig.FlushAsync();
        await _rig.StopAsync();
        Directory.Delete(Path.Combine(_rig.Path, "journal"), recursive: true);

        await _rig.StartAsync();
        await _rig.AppendAsync(1_000, 1_010);
        Assert.Equal(1_010, (await _rig.ReadAsync()).Count);
        await _rig.FlushAsync();
        await _rig.StopAsync();
        await _rig.StartAsync();
        Assert.Equal(Enumerable.Range(0, 1_010).Select(number => (double)number), await _rig.ReadAsync());
    }

    [Fact]
    public async Task BackupAsync_WhileSamplesCome_HasEachThatWasAcknowledgedBeforeOnce()
    {
        await _rig.StartAsync();
        using var stop = new CancellationTokenSource();
        int acknowledged = 0;
        Task writer = Task.Run(async () =>
        {
            for (int from = 0; !stop.IsCancellationRequested; from += 50)
            {
                await _rig.AppendAsync(from, from + 50);
                Volatile.Write(ref acknowledged, from + 50);
            }
        });
        try
        {
            for (int round = 0; round < 6; round++)
            {
                if (round % 2 == 1)
                {
                    await _rig.FlushAsync();
                }

                await CheckRoundAsync(() => Volatile.Read(ref acknowledged));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await writer;
        }

        Assert.Equal(acknowledged, (await _rig.ReadAsync()).Count);
    }

    [Fact]
    public async Task BackupAsync_StoreStartedOnTheCopy_LeavesTheStoreAlone()
    {
        await _rig.FillAsync();
        await _rig.StartAsync();
        await _rig.AppendAsync(10_000, 10_100);
        string copy = CreateCopyFolder();
        await _rig.Store.BackupAsync(copy, default);
        await using (ReadingStore other = await StartAsync(copy))
        {
            await other.AppendAsync(StoreFolder.Sample(20_000_000, 20_000), default);
            await other.DeleteDeviceAsync("meter", default);
        }

        Directory.Delete(copy, recursive: true);
        await _rig.AppendAsync(10_100, 10_200);
        await _rig.StopAsync();
        await _rig.StartAsync();
        Assert.Equal(Enumerable.Range(0, 10_200).Select(number => (double)number), await _rig.ReadAsync());
        Assert.Empty((await _rig.Store.VerifyAsync(default)).Damages);
    }

    [Fact]
    public async Task VerifyAsync_AllIsWell_TellsWhatWasRead()
    {
        await _rig.FillAsync();
        await _rig.StartAsync();
        VerifyResult result = await _rig.Store.VerifyAsync(default);
        Assert.Empty(result.Damages);
        Assert.True(result is { Blocks: > 0, Bytes: > 0, Records: > 0 }, $"{result}");
        Assert.NotNull(_rig.Store.Status.Rollups);
        Assert.NotNull(_rig.Store.Status.Retention);
    }

    [Fact]
    public async Task VerifyAsync_FlippedBit_NamesSeriesAndTimeOnce()
    {
        await _rig.FillAsync();
        await _rig.StartAsync();
        CareRig.Flip(_rig.BlockFiles.First());
        await _rig.Store.VerifyAsync(default);
        Damage damage = Assert.Single(_rig.Store.Status.Engine?.Damages ?? []); // the rollups may have met it first
        Assert.Contains("meter power_watt, 1970-01-01T0", damage.Lost, StringComparison.Ordinal);
        Assert.Equal(_rig.BlockFiles.First(), damage.File);
        await _rig.FlushAsync(); // takes it out
        Assert.Empty((await _rig.Store.VerifyAsync(default)).Damages);
        Assert.Contains(damage, _rig.Store.Status.Engine?.Damages ?? []);
    }

    private async Task CheckRoundAsync(Func<int> acknowledged)
    {
        string copy = CreateCopyFolder();
        string moved = copy + "-moved";
        try
        {
            int before = acknowledged();
            await _rig.Store.BackupAsync(copy, default);
            Directory.Move(copy, moved);
            await using ReadingStore other = await StartAsync(moved);
            List<double> numbers = await CareRig.ReadAsync(other);
            Assert.True(numbers.Count >= before, $"{numbers.Count} of {before} are in the copy.");

            // What was on its way may have come too, in any order within its commit, but nothing twice.
            Assert.Equal(Enumerable.Range(0, before).Select(number => (double)number), numbers.Take(before));
            Assert.Equal(numbers.Distinct(), numbers);
            Assert.Empty((await other.VerifyAsync(default)).Damages);
            Assert.Empty(other.Status.JournalDamages);
        }
        finally
        {
            Directory.Delete(moved, recursive: true);
        }
    }

    private static string CreateCopyFolder() => Directory.CreateTempSubdirectory("pihub-recorder-copy-").FullName;

    private static async Task<ReadingStore> StartAsync(string folder)
    {
        var options = new RecorderOptions { Folder = folder };
        var log = new LogWatch();
        var store = new ReadingStore(options, new BlockEngine(options, CareRig.Disk, TimeProvider.System, log), TimeProvider.System, log);
        await store.StartAsync(default);
        return store;
    }
}
