using PiHub.Recorder.Postgres.Tests.Server;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Tests.Engine;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Tests;

/// <summary>What only this engine does.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresEngineTests(PostgresServer server) : PostgresTestBase(server, new PostgresHub(server))
{
    [Fact]
    public async Task Delete_Device_ItsRowsGoFromTheTablesLater()
    {
        PutMany(30_000, index => (Day + index, index));
        Put(Day, 1, device: Other);
        await SettleAsync();
        Delete(Device);
        await SettleAsync();

        await UntilAsync(async () => await Server.ExecuteAsync($"select count(*) from {Schema}.reading") is 1L);
        await UntilAsync(async () => await Server.ExecuteAsync($"select count(*) from {Schema}.purge") is 0L);
        await ExpectSeriesAsync(Other, Metric, new StoredReading(Day, 1));
    }

    [Fact]
    public async Task WriteRollups_ReadingsGoOnComing_IsNotRefused()
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Put(now - 2_000, 1);
        Put(now - 1_000, 1);
        RollupState state = await StateAsync();
        Assert.InRange(state.SettledUntil, now - 1_999, now + 60_000);
        Put(Math.Max(state.SettledUntil, now), 2);
        await SettleAsync();
        var write = new RollupWrite
        {
            Series = Series(), Version = state.Version,
            Parts = [new RollupPart(ReadingLevel.Minute, [], [], state.SettledUntil)],
        };

        Assert.True(await Engine.WriteRollupsAsync(write, CancellationToken.None));
        Put(now - 2_000, 3);
        await SettleAsync();
        Assert.False(await Engine.WriteRollupsAsync(write, CancellationToken.None));
    }

    [Fact]
    public async Task Read_ThroughTheView_PeopleSeeNamesAndWords()
    {
        Put(Day, "open", ReadingQuality.Uncertain, metric: "door");

        await SettleAsync();
        Assert.Equal(
            "meter door open uncertain 2026-01-01",
            await Server.ExecuteAsync($"""
                select concat_ws(' ', device, metric, text, quality, to_char(time at time zone 'UTC', 'YYYY-MM-DD'))
                from {Schema}.named_reading where number is null
                """));
    }

    [Fact]
    public async Task Open_PositionOfAnotherJournal_ShipsWhatWasCommittedLater()
    {
        // The journal's entries are newer than what the server knows: as after a new data folder.
        Put(Day, 1);
        await SettleAsync();
        await Server.ExecuteAsync($"update {Schema}.state set shipped = 1000000, shipped_at = '2001-01-01Z'");
        await ReopenAsync();
        Put(Day + 1, 2);
        await SettleAsync();

        Assert.Equal(3L, Engine.NeededFrom);
        Assert.Equal(2L, await Server.ExecuteAsync($"select shipped from {Schema}.state"));
        await ExpectAsync(new(Day, 1), new(Day + 1, 2));
    }

    [Fact]
    public async Task Open_JournalRestoredFromABackup_ShipsNothingTwice()
    {
        // All entries are older than what the server knows: a deletion among them must not come into effect again.
        Delete(Device);
        Put(Day, 1);
        await SettleAsync();
        long id = Series().Id;
        await Server.ExecuteAsync($"update {Schema}.state set shipped = 1000000, shipped_at = '2040-01-01Z'");
        await ReopenAsync();
        await SettleAsync();

        Assert.Equal(3, Engine.NeededFrom);
        Assert.Equal(id, Series().Id);
        await ExpectAsync(new StoredReading(Day, 1));
    }
}
