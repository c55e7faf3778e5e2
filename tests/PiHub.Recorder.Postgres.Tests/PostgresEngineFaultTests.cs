using Npgsql;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Postgres.Tests.Server;
using PiHub.Recorder.Tests.Engine;

namespace PiHub.Recorder.Postgres.Tests;

/// <summary>What happens to servers: each leads to a clear state, passes by itself, and nothing is lost or doubled.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresEngineFaultTests(PostgresServer server) : PostgresTestBase(server, new PostgresHub(server))
{
    [Fact]
    public async Task Open_ServerAway_RecordsIntoTheJournalAndShipsLater()
    {
        Put(Day, 1);
        await SettleAsync();
        await Server.StopAsync();
        try
        {
            await ReopenAsync();

            Assert.Empty(Opened);
            Assert.Equal(1, Engine.NeededFrom);
            Put(Day + 1, 2);
            Put(Day, "new", metric: "door");
            Assert.Contains("cannot be reached", await TroubleAsync("PostgreSQL at 127.0.0.1"), StringComparison.Ordinal);
            Assert.Equal(1, Engine.NeededFrom);
            await Assert.ThrowsAsync<EngineException>(() => StateAsync().AsTask());
        }
        finally
        {
            await Server.StartAsync();
        }

        await RecoveredAsync();
        await ExpectAsync(new(Day, 1), new(Day + 1, 2));
        await ExpectSeriesAsync(Device, "door", new StoredReading(Day, "new"));
        Assert.Equal(0, Engine.Status.Waiting);
    }

    [Fact]
    public async Task Take_ConnectionsCutAgainAndAgain_EverythingComesOnce()
    {
        const int Rounds = 12;
        for (int round = 0; round < Rounds; round++)
        {
            int first = round * 400;
            Task cut = Server.CutAsync();
            PutMany(400, index => (Day + first + index, first + index));
            PutEvent(Day + round, "round", "{}");
            await cut;
        }

        await RecoveredAsync();
        await ExpectAsync([.. Enumerable.Range(0, Rounds * 400).Select(index => new StoredReading(Day + index, index))]);
        Assert.Equal(Rounds, (await Engine.ReadEventsAsync(Device, null, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Take_ServerRestartedUnderLoad_EverythingComesOnce()
    {
        PutMany(3_000, index => (Day + index, index));
        await Server.StopAsync();
        PutMany(3_000, index => (Day + 3_000 + index, index));
        await Server.StartAsync();
        PutMany(3_000, index => (Day + 6_000 + index, index));

        await RecoveredAsync();
        await ExpectAsync([.. Enumerable.Range(0, 9_000).Select(index => new StoredReading(Day + index, index % 3_000))]);
    }

    [Fact]
    public async Task Take_SessionEndsWithinTheTransaction_EntriesComeIntoEffectOnce()
    {
        Put(Day, 1);
        await SettleAsync();
        await Server.ExecuteAsync($"""
            create sequence {Schema}.cuts;
            create function {Schema}.cut() returns trigger language plpgsql as
            $$ begin if nextval('{Schema}.cuts') <= 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$;
            create trigger cut before update on {Schema}.state for each row execute function {Schema}.cut();
            """);
        Delete(Device);
        Put(Day + 1, 2);
        PutEvent(Day, "dip", "{}");

        await RecoveredAsync();
        Assert.True(await Server.ExecuteAsync($"select last_value from {Schema}.cuts") is > 1L);
        await ExpectAsync(new StoredReading(Day + 1, 2));
        Assert.Single(await Engine.ReadEventsAsync(Device, null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Take_DiskOfTheServerFull_SaysSoAndGoesOnWhenThereIsRoom()
    {
        Put(Day, 1);
        await SettleAsync();
        await Server.ExecuteAsync($"""
            create function {Schema}.fill() returns trigger language plpgsql as
            $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
            create trigger fill before insert on {Schema}.reading for each row execute function {Schema}.fill();
            """);
        Put(Day + 1, 2);
        Assert.Contains("its disk is full", await TroubleAsync("disk"), StringComparison.Ordinal);
        await Server.ExecuteAsync($"drop trigger fill on {Schema}.reading");

        await RecoveredAsync();
        await ExpectAsync(new(Day, 1), new(Day + 1, 2));
    }

    [Fact]
    public async Task Take_ServerReadOnly_SaysSoAndGoesOnWhenItIsNot()
    {
        Put(Day, 1);
        await SettleAsync();
        await Server.ExecuteAsync("alter database pihub set default_transaction_read_only = on", "postgres");
        try
        {
            await Server.CutAsync();
            Put(Day + 1, 2);
            Assert.Contains("name the primary server", await TroubleAsync("read-only"), StringComparison.Ordinal);
        }
        finally
        {
            await Server.ExecuteAsync("alter database pihub reset default_transaction_read_only", "postgres");
        }

        await RecoveredAsync();
        await ExpectAsync(new(Day, 1), new(Day + 1, 2));
    }

    [Fact]
    public async Task Take_TableLocked_SaysSoAndGoesOnWhenItIsNot()
    {
        Put(Day, 1);
        await SettleAsync();
        await using (NpgsqlConnection other = await Server.ConnectAsync())
        {
            await using var command = new NpgsqlCommand($"begin; lock table {Schema}.reading in access exclusive mode", other);
            await command.ExecuteNonQueryAsync();
            Put(Day + 1, 2);
            Assert.Contains("another session", await TroubleAsync("locked"), StringComparison.Ordinal);
        }

        await RecoveredAsync();
        await ExpectAsync(new(Day, 1), new(Day + 1, 2));
    }

    [Fact]
    public async Task Open_ServerDoesNotAnswer_StartsWithoutIt()
    {
        Put(Day, 1);
        await SettleAsync();
        (Hub.Options.ConnectTimeout, Hub.Options.LockTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        await using (NpgsqlConnection other = await Server.ConnectAsync())
        {
            await using var command = new NpgsqlCommand($"begin; lock table {Schema}.series in access exclusive mode", other);
            await command.ExecuteNonQueryAsync();
            await ReopenAsync();
            Put(Day + 1, 2);
            await TroubleAsync("does not answer in time");
        }

        await RecoveredAsync();
        await ExpectAsync(new(Day, 1), new(Day + 1, 2));
    }

    [Fact]
    public async Task Open_WrongPassword_NamesTheUserAndNotThePassword()
    {
        Hub.Options.Password = "wrong-" + PostgresServer.Password;
        await ReopenAsync();
        Put(Day, 1);
        Assert.Contains("'pihub'", await TroubleAsync("refuses the user"), StringComparison.Ordinal);
        Hub.Options.Password = PostgresServer.Password;
        await ReopenAsync();

        await ExpectAsync(new StoredReading(Day, 1));
    }

    [Fact]
    public async Task Open_NoSuchDatabase_SaysHowToCreateIt()
    {
        Hub.Options.Database = "nowhere";
        await ReopenAsync();

        Assert.Contains("createdb -O pihub nowhere", await TroubleAsync("has no database 'nowhere'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DatabaseThatCannotHoldEveryText_SaysHowToCreateIt()
    {
        Hub.Options.Database = $"latin_{Schema}";
        await Server.ExecuteAsync($"create database {Hub.Options.Database} encoding 'LATIN1' locale 'C' template template0");
        await ReopenAsync();

        Assert.Contains("UTF8", await TroubleAsync("LATIN1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoRights_SaysHowToGiveThem()
    {
        await Server.ExecuteAsync($"create role {Schema} login password '{PostgresServer.Password}'");
        (Hub.Options.Username, Hub.Options.Schema) = (Schema, Schema + "_own");
        await ReopenAsync();
        Put(Day, 1);

        Assert.Contains($"CREATE SCHEMA {Schema} AUTHORIZATION", await TroubleAsync("may not do this"), StringComparison.Ordinal);
        await Server.ExecuteAsync($"create schema {Schema} authorization {Hub.Options.Username}");
        await RecoveredAsync();
        await ExpectAsync(new StoredReading(Day, 1));
    }

    [Fact]
    public async Task Open_HostUnknown_SaysSo()
    {
        Hub.Options.Host = "no-such-host.invalid";
        await ReopenAsync();

        Assert.Contains("Recorder:Postgres:Host", await TroubleAsync("no-such-host.invalid"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TablesOfANewerHub_LeavesThemAlone()
    {
        await Server.ExecuteAsync($"update {Schema}.schema_version set version = 99");
        await ReopenAsync();

        Assert.Contains("newer hub", await TroubleAsync("version 99"), StringComparison.Ordinal);
        Assert.Equal(99, await Server.ExecuteAsync($"select version from {Schema}.schema_version"));
    }
}
