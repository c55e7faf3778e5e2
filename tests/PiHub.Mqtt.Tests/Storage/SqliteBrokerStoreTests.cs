using System.Collections.Concurrent;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Storage;

/// <summary>The contract of <see cref="IBrokerStore"/>.</summary>
public sealed class SqliteBrokerStoreTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_EveryChange_IsThereAfterAReload()
    {
        var model = new StoreModel();
        var script = new UnitScript();
        await using (SqliteBrokerStore store = await _folder.OpenAsync())
        {
            for (int number = 0; number < 1_000; number++)
            {
                StoreUnit unit = script.Next([number * 7_919, number * 104_729]);
                model.Apply(unit);
                _ = store.AppendAsync(unit).AsTask();
            }
        }

        string expected = StateText.Of(model.State);
        Assert.Contains("session", expected, StringComparison.Ordinal);
        Assert.Contains("retained", expected, StringComparison.Ordinal);
        Assert.Equal(expected, await _folder.ReloadAsync());
    }

    [Fact]
    public async Task Append_FromManyThreads_CallsCommittedInOrderOfTheAppends()
    {
        var committed = new ConcurrentQueue<int>();
        var appended = new List<int>();
        var gate = new Lock();
        await using (SqliteBrokerStore store = await _folder.OpenAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
            {
                for (int index = 0; index < 200; index++)
                {
                    int number = (thread * 1_000) + index;
                    Task done;
                    lock (gate)
                    {
                        appended.Add(number);
                        StoreUnit unit = StoreUnits.Session($"c{number}").Then(() => committed.Enqueue(number));
                        done = store.AppendAsync(index % 3 == 0 ? unit : unit.Lazy(unit.Committed)).AsTask();
                    }

                    if (index % 10 == 0)
                    {
                        await done;
                        Assert.Contains(number, committed);
                    }
                }
            })));
        }

        Assert.Equal(appended, committed);
    }

    [Fact]
    public async Task Append_CompletedThenKilled_IsThere()
    {
        await using SqliteBrokerStore store = await _folder.OpenAsync();
        await store.AppendAsync(StoreUnits.Session("a"));

        // Not disposed: another reader sees the file as after a kill.
        Assert.Equal(1, _folder.Query<long>("SELECT count(*) FROM session"));
    }

    [Fact]
    public async Task Append_LazyUnits_ShareOneCommitAfterASecond()
    {
        var clock = new StoreClock();
        await using SqliteBrokerStore store = await _folder.OpenAsync(clock);
        Task[] lazy = [.. Enumerable.Range(0, 100).Select(index => store.AppendAsync(StoreUnits.Session($"c{index}").Lazy()).AsTask())];
        await clock.Armed;
        clock.Advance(TimeSpan.FromSeconds(0.999));
        Assert.DoesNotContain(lazy, task => task.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.001));
        await Task.WhenAll(lazy);
        Assert.Equal(1, store.Commits);
    }

    [Fact]
    public async Task Append_UrgentAfterLazy_FlushesAllInOneCommit()
    {
        // The clock stands still: nothing but the urgent unit can end the wait.
        await using SqliteBrokerStore store = await _folder.OpenAsync(new StoreClock());
        var order = new ConcurrentQueue<string>();
        Task lazy = store.AppendAsync(StoreUnits.Session("a").Lazy(() => order.Enqueue("lazy"))).AsTask();
        Task urgent = store.AppendAsync(StoreUnits.Session("b").Then(() => order.Enqueue("urgent"))).AsTask();
        await Task.WhenAll(lazy, urgent);
        Assert.Equal(["lazy", "urgent"], order);
        Assert.Equal(1, store.Commits);
    }

    [Fact]
    public async Task Append_LoneUrgentUnit_DoesNotWaitForTheClock()
    {
        await using SqliteBrokerStore store = await _folder.OpenAsync(new StoreClock());
        await store.AppendAsync(StoreUnits.Session("a"));
        await store.AppendAsync(StoreUnits.Session("b"));
        Assert.Equal(2, store.Commits);
    }

    [Fact]
    public async Task Append_BeforeLoading_WaitsAndSharesACommit()
    {
        await using SqliteBrokerStore store = _folder.Create();
        Task[] early = [.. Enumerable.Range(0, 500).Select(index => store.AppendAsync(StoreUnits.Session($"c{index}")).AsTask())];
        Assert.DoesNotContain(early, task => task.IsCompleted);
        await store.LoadAsync(CancellationToken.None);
        await Task.WhenAll(early);
        Assert.Equal(1, store.Commits);
    }

    [Fact]
    public async Task Append_RefusedUnit_FailsAloneAndTheOthersAreKept()
    {
        await using (SqliteBrokerStore store = _folder.Create())
        {
            Task before = store.AppendAsync(StoreUnits.Of([.. StoreUnits.Session("a").Changes, .. StoreUnits.Delivery("a", 1).Changes])).AsTask();
            Task twice = store.AppendAsync(StoreUnits.Delivery("a", 1)).AsTask();
            Task after = store.AppendAsync(StoreUnits.Delivery("a", 2)).AsTask();
            await store.LoadAsync(CancellationToken.None);
            await Task.WhenAll(before, after);
            await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => twice);
            Assert.Null(store.Trouble);
        }

        Assert.Equal(1, _folder.Logged(StoreFolder.UnitRefused));
        Assert.Equal(2, _folder.Query<long>("SELECT count(*) FROM delivery"));
    }

    [Fact]
    public async Task Append_CommittedThrows_TheNextUnitsGoOn()
    {
        await using SqliteBrokerStore store = await _folder.OpenAsync();
        await store.AppendAsync(StoreUnits.Session("a").Then(() => throw new InvalidOperationException("a caller's mistake")));
        await store.AppendAsync(StoreUnits.Session("b"));
        Assert.Equal(2, _folder.Query<long>("SELECT count(*) FROM session"));
    }

    [Fact]
    public async Task Append_ClientWithoutSession_ChangesNothing()
    {
        await using SqliteBrokerStore store = await _folder.OpenAsync();
        await store.AppendAsync(StoreUnits.Delivery("gone", 1));
        Assert.Equal(0, _folder.Query<long>("SELECT (SELECT count(*) FROM delivery)+(SELECT count(*) FROM message)"));
    }

    [Fact]
    public async Task Load_ExpiredMessages_AreDroppedForGood()
    {
        var clock = new StoreClock();
        PublishedMessage Expiring(string topic, uint? seconds) => new()
        {
            ClientId = "p",
            Message = new BusMessage { Topic = topic, Payload = new byte[] { 1 }, Retain = true },
            ReceivedAt = clock.GetUtcNow(),
            ReceivedTimestamp = clock.GetTimestamp(),
            ExpirySeconds = seconds,
        };
        await using (SqliteBrokerStore store = await _folder.OpenAsync(clock))
        {
            await store.AppendAsync(StoreUnits.Of(
                [
                    .. StoreUnits.Session("a").Changes,
                    .. StoreUnits.Delivery("a", 1, Expiring("short", 10)).Changes,
                    .. StoreUnits.Delivery("a", 2, Expiring("long", 100)).Changes,
                    .. StoreUnits.Delivery("a", 3, Expiring("under way", 10)).Changes,
                    new DeliverySent("a", 3, 7),
                    new RetainedSaved(Expiring("short", 10)),
                    new RetainedSaved(Expiring("long", 100)),
                    new RetainedSaved(Expiring("for ever", null)),
                ]));
        }

        clock.Advance(TimeSpan.FromSeconds(60));
        await using (SqliteBrokerStore store = _folder.Create(clock))
        {
            StoredState state = await store.LoadAsync(CancellationToken.None);
            Assert.Equal(["for ever", "long"], state.Retained.Select(message => message.Message.Topic).Order());
            StoredSession session = Assert.Single(state.Sessions);
            Assert.Equal([2, 3], session.Deliveries.Select(delivery => delivery.Sequence));
            Assert.Equal(40u, session.Deliveries[0].Delivery.Message.RemainingSeconds(clock));
        }

        Assert.Equal(2, _folder.Query<long>("SELECT count(*) FROM message"));
        Assert.Equal(2, _folder.Query<long>("SELECT count(*) FROM retained"));
    }

    [Fact]
    public async Task Load_ClockBehindTheMessages_CountsThemAsNew()
    {
        var clock = new StoreClock();
        await using (SqliteBrokerStore store = await _folder.OpenAsync(clock))
        {
            PublishedMessage future = new()
            {
                ClientId = "p",
                Message = new BusMessage { Topic = "t", Payload = default },
                ReceivedAt = clock.GetUtcNow() + TimeSpan.FromDays(300),
                ExpirySeconds = 10,
            };
            await store.AppendAsync(StoreUnits.Of(new RetainedSaved(future)));
        }

        await using SqliteBrokerStore again = _folder.Create(clock);
        PublishedMessage loaded = Assert.Single((await again.LoadAsync(CancellationToken.None)).Retained);
        Assert.Equal(10u, loaded.RemainingSeconds(clock));
    }

    [Fact]
    public async Task Load_DeliveriesOfOneMessage_ShareItAgain()
    {
        await using (SqliteBrokerStore store = await _folder.OpenAsync())
        {
            await store.AppendAsync(StoreUnits.Of([.. StoreUnits.Session("a").Changes, .. StoreUnits.Session("b").Changes]));
            await store.AppendAsync(StoreUnits.Shared(UnitScript.Message(3), ("a", 1), ("b", 1)));
        }

        await using SqliteBrokerStore again = _folder.Create();
        StoredState state = await again.LoadAsync(CancellationToken.None);
        Delivery[] deliveries = [.. state.Sessions.SelectMany(session => session.Deliveries).Select(delivery => delivery.Delivery)];
        Assert.Equal(2, deliveries.Length);
        Assert.Same(deliveries[0].Message, deliveries[1].Message);
    }

    [Fact]
    public async Task Dispose_LazyUnitsWait_WritesThem()
    {
        await using (SqliteBrokerStore store = await _folder.OpenAsync(new StoreClock()))
        {
            _ = store.AppendAsync(StoreUnits.Session("a").Lazy()).AsTask();
        }

        Assert.Equal(1, _folder.Query<long>("SELECT count(*) FROM session"));
    }

    [Fact]
    public async Task Dispose_Before_FailsWhatFollows()
    {
        SqliteBrokerStore store = _folder.Create();
        Task early = store.AppendAsync(StoreUnits.Session("a")).AsTask();
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => early);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.AppendAsync(StoreUnits.Session("b")).AsTask());
    }
}
