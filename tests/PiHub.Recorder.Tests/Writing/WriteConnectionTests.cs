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
}
