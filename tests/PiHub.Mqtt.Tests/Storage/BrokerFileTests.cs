using Dapper;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;
using PiHub.Mqtt.Storage;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Tests.Storage;

public sealed class BrokerFileTests
{
    private const string OrphanedMessages = "SELECT count(*) FROM message WHERE id NOT IN (SELECT message_id FROM delivery)";

    // Groups of units of changes.
    private static readonly Arbitrary<int[][][]> Groups =
        Gen.Choose(0, 1_000_000).ArrayOf().ArrayOf().ArrayOf().ToArbitrary();

    [Fact]
    public void Commit_AnyUnits_HoldsWhatTheModelHolds() => Prop.ForAll(Groups, groups =>
    {
        using var folder = new StoreFolder();
        var database = new SqliteDatabase(folder.StorePath);
        var script = new UnitScript();
        var model = new StoreModel();
        using (BrokerFile file = BrokerFile.Open(database, opened: null))
        {
            foreach (int[][] group in groups.Where(group => group.Length > 0))
            {
                StoreUnit[] units = [.. group.Select(script.Next)];
                file.Commit(units);
                Array.ForEach(units, model.Apply);
                using SqliteConnection reader = database.Open();
                Assert.Equal(StateText.Of(model.State), StateText.Of(new StateReader(reader, TimeProvider.System).Read().State));
                Assert.Equal(0, reader.ExecuteScalar<long>(OrphanedMessages));
            }
        }

        using BrokerFile again = BrokerFile.Open(database, opened: null);
        Assert.Equal(StateText.Of(model.State), StateText.Of(again.Load(TimeProvider.System).State));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void Commit_Refused_LeavesNothingAndTheNextIsRight()
    {
        using var folder = new StoreFolder();
        using BrokerFile file = BrokerFile.Open(new SqliteDatabase(folder.StorePath), opened: null);
        var model = new StoreModel();
        Commit(file, model, StoreUnits.Session("a"), StoreUnits.Delivery("a", 1), StoreUnits.Session("b"));
        StoreUnit shared = StoreUnits.Shared(UnitScript.Message(1), ("a", 2), ("b", 1));
        Commit(file, model, shared);
        Assert.Throws<SqliteException>(() => file.Commit(
            [StoreUnits.Session("c"), StoreUnits.Deleted("a", 2), StoreUnits.Delivery("a", 1)]));
        Assert.Equal(StateText.Of(model.State), StateText.Of(file.Load(TimeProvider.System).State));

        Commit(file, model, StoreUnits.Session("c"), StoreUnits.Delivery("c", 1), StoreUnits.Deleted("a", 2));
        Assert.Equal(StateText.Of(model.State), StateText.Of(file.Load(TimeProvider.System).State));
    }

    [Fact]
    public void Commit_OneMessageToManySessions_IsStoredOnceUntilTheLastIsGone()
    {
        using var folder = new StoreFolder();
        using BrokerFile file = BrokerFile.Open(new SqliteDatabase(folder.StorePath), opened: null);
        string[] clients = [.. Enumerable.Range(0, 10).Select(index => $"c{index}")];
        file.Commit([.. clients.Select(StoreUnits.Session)]);
        file.Commit([StoreUnits.Shared(UnitScript.Message(5), [.. clients.Select(client => (client, 1L))])]);
        Assert.Equal(1, folder.Query<long>("SELECT count(*) FROM message"));
        Assert.Equal(10, folder.Query<long>("SELECT count(*) FROM delivery"));
        foreach (string client in clients[1..])
        {
            file.Commit([StoreUnits.Deleted(client, 1)]);
            Assert.Equal(1, folder.Query<long>("SELECT count(*) FROM message"));
        }

        file.Commit([new StoreUnit { Changes = [new SessionDeleted(clients[0])] }]);
        Assert.Equal(0, folder.Query<long>("SELECT count(*) FROM message"));
    }

    private static void Commit(BrokerFile file, StoreModel model, params StoreUnit[] units)
    {
        file.Commit(units);
        Array.ForEach(units, model.Apply);
    }
}
