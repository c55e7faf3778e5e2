using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.PluginHost.Features;
using PiHub.PluginHost.Storage;
using PiHub.PluginHost.Tests.Storage;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Storage;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Tests.Features;

public sealed class DatabaseFeatureTests : IAsyncLifetime
{
    private const string Plugin = "ledger";
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly DatabaseMigration First = new() { Name = "0001 a", Sql = "CREATE TABLE a(x INTEGER PRIMARY KEY); CREATE TABLE b(x INTEGER REFERENCES a)" };
    private static readonly DatabaseMigration Second = new() { Name = "0002 y", Sql = "ALTER TABLE a ADD COLUMN y TEXT" };

    private LentParts? _lent;

    private LentParts Lent => _lent ?? throw new InvalidOperationException("The test has not been set up.");

    private string Data => Path.Combine(Lent.Folder, "plugin-data", Plugin);

    private DatabaseFeature Feature => new(Lent.Services, NullLogger<DatabaseFeature>.Instance);

    public async Task InitializeAsync() => _lent = await LentParts.StartAsync();

    public async Task DisposeAsync() => await Lent.DisposeAsync();

    [Fact]
    public async Task Migrate_DoesWhatIsMissing_InOrder_AndOnce()
    {
        await MigrateAsync("1.0.0", First);
        Execute("INSERT INTO a VALUES(1)");

        await MigrateAsync("1.1.0", First, Second);
        await MigrateAsync("1.1.0", First, Second);

        Assert.Equal(["0001 a", "0002 y"], Query("SELECT name FROM pihub_migration ORDER BY rowid"));
        Assert.Equal(["1"], Query("SELECT x FROM a WHERE y IS NULL"));
        Assert.Equal(["1.1.0"], Query("SELECT version FROM pihub_version"));
    }

    [Theory]
    [InlineData("CREATE TABLE c(x); CREATE TABLE a(x)", "table a already exists")]
    [InlineData("CREATE TABLE c(x); COMMIT; CREATE TABLE d(x); BEGIN", "transactions, ATTACH and DETACH are not a migration's to use")]
    [InlineData("ATTACH ':memory:' AS other", "transactions, ATTACH and DETACH are not a migration's to use")]
    public async Task MigrationThatFails_LeavesTheDatabaseAsItWas_AndIsNamed(string sql, string cause)
    {
        await MigrateAsync("1.0.0", First);
        Execute("INSERT INTO a VALUES(1)");

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => MigrateAsync("1.1.0", First, Second, new DatabaseMigration { Name = "0003 bad", Sql = sql }));

        Assert.Contains("'0003 bad'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
        Assert.Equal(["0001 a"], Query("SELECT name FROM pihub_migration"));
        Assert.Equal(["a", "b"], Query("SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'pihub%' ORDER BY name"));
        await MigrateAsync("1.0.0", First);
    }

    [Fact]
    public async Task MigrationThatLeavesOrphans_IsRefused()
    {
        await MigrateAsync("1.0.0", First);

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => MigrateAsync("1.1.0", First, new DatabaseMigration { Name = "0002", Sql = "INSERT INTO b VALUES(7)" }));

        Assert.Contains("rows in 'b'", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Query("SELECT x FROM b"));
    }

    [Fact]
    public async Task DatabaseOfANewerVersion_IsRefused_AndTheReasonNamesIt()
    {
        await MigrateAsync("2.0.0", First, Second);

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => MigrateAsync("1.0.0", First));

        Assert.Contains("version 2.0.0 and has the migration '0002 y'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RollBack_BringsTheDatabaseBack_AndTheHandlerGetsAgainWhatItLacks()
    {
        await MigrateAsync("1.0.0", First);
        await HandleAsync(first: 1, last: 3);
        await MigrateAsync("2.0.0", First, Second);
        await HandleAsync(first: 4, last: 6);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], Query("SELECT x FROM a"));

        await Feature.RollBackAsync(Data, "1.0.0", None);

        Assert.Equal(["1", "2", "3"], Query("SELECT x FROM a"));
        await MigrateAsync("1.0.0", First);
        await HandleAsync(first: 7, last: 7, expected: 4);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], Query("SELECT x FROM a"));
    }

    [Fact]
    public async Task RollBack_AfterAnUpgradeThatKeptTheSchema_KeepsTheData_AndTheHandlerGoesOn()
    {
        await MigrateAsync("1.0.0", First);
        await MigrateAsync("2.0.0", First, Second);
        await Feature.RollBackAsync(Data, "1.0.0", None);
        await MigrateAsync("1.0.0", First);
        await HandleAsync(first: 1, last: 3);
        await MigrateAsync("1.0.1", First);
        await HandleAsync(first: 4, last: 6);

        await Feature.RollBackAsync(Data, "1.0.0", None); // the copy of that version is older than its last use

        await MigrateAsync("1.0.0", First);
        await HandleAsync(first: 7, last: 7, expected: 1);
        Assert.Equal(7, Query("SELECT x FROM a").Length);
    }

    [Fact]
    public async Task RollBack_OfADamagedDatabase_BringsTheCopyBack()
    {
        await MigrateAsync("1.0.0", First);
        Execute("INSERT INTO a VALUES(1)");
        await MigrateAsync("2.0.0", First, Second);
        await File.WriteAllTextAsync(Database, new string('x', 100_000));

        await Feature.RollBackAsync(Data, "1.0.0", None);

        await MigrateAsync("1.0.0", First);
        Assert.Equal(["1"], Query("SELECT x FROM a"));
    }

    [Fact]
    public async Task Copies_TheTwoNewestAreKept_AndTheCursorsOfTheOthersAreForgotten()
    {
        await HandleAsync(first: 0, last: -1, expected: 0);
        DatabaseMigration[] migrations = [.. Enumerable.Range(1, 4).Select(
            number => new DatabaseMigration { Name = $"{number}", Sql = $"CREATE TABLE t{number}(x)" })];
        for (int count = 1; count <= 4; count++)
        {
            await MigrateAsync($"{count}.0.0", migrations[..count]);
        }

        Assert.Equal(
            ["2.0.0.db", "3.0.0.db"], Directory.GetFiles(Path.Combine(Data, "copies")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "plugin-copy/ledger/2.0.0/", "plugin-copy/ledger/2.0.0/Handler/#",
                "plugin-copy/ledger/3.0.0/", "plugin-copy/ledger/3.0.0/Handler/#", "plugin/ledger/Handler/#",
            ],
            (await Lent.Store.Feed.Log.CursorsAsync("", None)).Select(cursor => cursor.Name));
        await Feature.ForgetAsync(Plugin, None);
        Assert.Empty(await Lent.Store.Feed.Log.CursorsAsync("", None));
    }

    [Fact]
    public async Task CopyThatCannotBeMade_FailsTheStart_AndNothingHasChanged()
    {
        await MigrateAsync("1.0.0", First);
        Execute("INSERT INTO a VALUES(1)");
        await File.WriteAllTextAsync(Path.Combine(Data, "copies"), "in the way");

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => MigrateAsync("2.0.0", First, Second));

        Assert.Contains("cannot be copied before its schema changes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["0001 a"], Query("SELECT name FROM pihub_migration"));
        await MigrateAsync("1.0.0", First);
    }

    [Fact]
    public async Task TwoPlugins_HaveDatabasesOfTheirOwn()
    {
        string other = Path.Combine(Lent.Folder, "plugin-data", "other");
        await MigrateAsync("1.0.0", First);
        await Feature.MigrateAsync("other", other, "1.0.0", [Second with { Sql = "CREATE TABLE a(y)" }], None);
        await using var mine = new PluginDatabase(Data);
        await using var theirs = new PluginDatabase(other);
        using (var connection = theirs.Open())
        {
            connection.Execute("INSERT INTO a VALUES('theirs')");
        }

        using var own = mine.Open();
        Assert.Equal(0, own.ExecuteScalar<long>("SELECT count(*) FROM a"));
        Assert.Equal(1, own.ExecuteScalar<long>("PRAGMA foreign_keys"));
        Assert.Equal("wal", own.ExecuteScalar<string>("PRAGMA journal_mode"));
        Assert.Equal(2, own.ExecuteScalar<long>("PRAGMA synchronous")); // FULL
    }

    [Fact]
    public async Task DamagedDatabase_IsRefused_AndLeftAsItIs()
    {
        Directory.CreateDirectory(Data);
        string damaged = new('x', 10_000);
        await File.WriteAllTextAsync(Database, damaged);

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => MigrateAsync("1.0.0", First));

        Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllTextAsync(Database));
    }

    private string Database => Path.Combine(Data, PluginDatabase.FileName);

    private Task MigrateAsync(string version, params DatabaseMigration[] migrations) =>
        Feature.MigrateAsync(Plugin, Data, version, migrations, None);

    // What a plugin does while it runs: it writes the number of each sample into its database.
    private async Task HandleAsync(int first, int last, int? expected = null)
    {
        int left = expected ?? last - first + 1;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IDurableSubscription handler = Lent.Store.Feed.SubscribeDurable($"plugin/{Plugin}/Handler/#", (sample, _) =>
        {
            Execute($"INSERT INTO a(x) VALUES({sample.Metrics["n"]})");
            if (--left == 0)
            {
                done.SetResult();
            }

            return ValueTask.CompletedTask;
        });
        for (int number = first; number <= last; number++)
        {
            await Lent.Store.AppendAsync(
                new Sample
                {
                    Device = "meter",
                    Time = DateTimeOffset.UnixEpoch.AddSeconds(number),
                    Metrics = new Dictionary<string, MetricValue> { ["n"] = number },
                },
                None);
        }

        if (left > 0)
        {
            await done.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    private void Execute(string sql)
    {
        SqliteConnection connection = new SqliteDatabase(Database).Open();
        connection.Execute(sql);
        SqliteDatabase.Discard(connection);
    }

    private string[] Query(string sql)
    {
        SqliteConnection connection = new SqliteDatabase(Database).Open();
        string[] rows = [.. connection.Query<string>(sql)];
        SqliteDatabase.Discard(connection);
        return rows;
    }
}
