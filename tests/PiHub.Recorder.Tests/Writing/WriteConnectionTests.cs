using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Writing;
using PiHub.Sqlite;

namespace PiHub.Recorder.Tests.Writing;

public sealed class WriteConnectionTests
{
    [Fact]
    public async Task NewestReadings_NeverScansReadings()
    {
        using var folder = new StoreFolder();
        await using ReadingStore store = await folder.StartAsync();
        using SqliteConnection connection = new SqliteDatabase(folder.DatabasePath).Open();
        string[] plan = [.. connection.Query("EXPLAIN QUERY PLAN " + WriteConnection.NewestReadings).Select(row => (string)row.detail)];
        Assert.Contains("SCAN s", plan);
        Assert.DoesNotContain("SCAN r", plan);
    }

    [Fact]
    public void FreeSpace_AfterDeletion_LeavesNoReadingOfTheDevice()
    {
        using var folder = new StoreFolder();
        using WriteConnection connection = WriteConnection.Open(new SqliteDatabase(folder.DatabasePath), opened: null);
        connection.Commit([.. Enumerable.Range(0, 12_000).Select(time => PendingWrite.Of(StoreFolder.Sample(time, 1.0)))], TurnAt(0));
        connection.Commit([PendingWrite.Of(StoreFolder.Sample(1, 2.0, device: "other"))], TurnAt(12_000));
        connection.Commit([PendingWrite.DeletionOf("meter")], TurnAt(12_001));
        using SqliteConnection reader = new SqliteDatabase(folder.DatabasePath).Open();
        var left = new List<long>();
        while (connection.FreeSpace())
        {
            left.Add(reader.ExecuteScalar<long>("SELECT count(*) FROM reading"));
        }

        Assert.Equal([7_001, 2_001, 1, 1], left);
        Assert.Equal(0, reader.ExecuteScalar<long>("SELECT count(*) FROM removed_series"));
        Assert.Equal("other", Assert.Single(connection.LoadLatest()).Device);
    }

    [Fact]
    public void Commit_OfABatchThatWasCommittedWithoutAnAnswer_NumbersNothingAgain()
    {
        using var folder = new StoreFolder();
        using WriteConnection connection = WriteConnection.Open(new SqliteDatabase(folder.DatabasePath), opened: null);
        PendingWrite[] batch = [PendingWrite.Of(StoreFolder.Sample(1, 1.0)), PendingWrite.Of(StoreFolder.Sample(2, 2.0))];

        connection.Commit(batch, TurnAt(0));
        connection.Commit(batch, TurnAt(0));

        Assert.Equal(2, connection.LoadLog().Head);
    }

    private static SampleLogTurn TurnAt(long head) => new()
    {
        Head = head,
        Now = DateTimeOffset.UnixEpoch,
        Cursors = CursorChanges.None,
        MaximumBytes = long.MaxValue,
        MaximumAge = TimeSpan.FromDays(1),
    };
}
