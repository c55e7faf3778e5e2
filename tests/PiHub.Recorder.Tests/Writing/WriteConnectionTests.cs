using Dapper;
using Microsoft.Data.Sqlite;
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
        connection.Commit([.. Enumerable.Range(0, 12_000).Select(time => PendingWrite.Of(StoreFolder.Sample(time, 1.0)))]);
        connection.Commit([PendingWrite.Of(StoreFolder.Sample(1, 2.0, device: "other"))]);
        connection.Commit([PendingWrite.DeletionOf("meter")]);
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
}
