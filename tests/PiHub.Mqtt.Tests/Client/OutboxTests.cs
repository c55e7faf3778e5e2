using System.Text;
using Dapper;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Tests.Storage;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Client;

public sealed class OutboxTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Add_EveryField_IsThereAfterARestart()
    {
        var message = new BusMessage
        {
            Topic = "a/é",
            Payload = new byte[] { 0, 1, 255 },
            QualityOfService = QualityOfService.ExactlyOnce,
            Retain = true,
            ContentType = "text/plain",
            ResponseTopic = "answers",
            CorrelationData = new byte[] { 9, 0 },
            UserProperties = [new("k", "1"), new("k", "2")],
        };
        var clock = new StoreClock();
        await using (Outbox outbox = await StartAsync(time: clock))
        {
            await outbox.AddAsync(message, None);
        }

        await using Outbox again = await StartAsync(time: clock);
        OutboxMessage read = Assert.Single(await again.PeekAsync(0, 10, None));
        Assert.Equal(clock.GetUtcNow(), read.AddedAt);
        Assert.Equal(message.Payload.ToArray(), read.Message.Payload.ToArray());
        Assert.Equal(message.CorrelationData.ToArray(), read.Message.CorrelationData.ToArray());
        Assert.Equal(message.UserProperties, read.Message.UserProperties);
        Assert.Equal(
            message with { Payload = default, CorrelationData = default },
            read.Message with { Payload = default, CorrelationData = default, UserProperties = message.UserProperties });
        Assert.Equal(1, again.Status.WaitingMessages);
    }

    [Fact]
    public async Task Add_ManyAtOnce_KeepsTheOrderAcrossRestarts()
    {
        await using (Outbox outbox = await StartAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(index => outbox.AddAsync(Message(index), None).AsTask()));
            await outbox.RemoveAsync([.. (await outbox.PeekAsync(0, 100, None)).Select(message => message.Position)]);
        }

        await using Outbox again = await StartAsync();
        await again.AddAsync(Message(500), None);
        Assert.Equal(Enumerable.Range(100, 401), await ReadAllAsync(again, 70));
        Assert.Equal(401, again.Status.WaitingMessages);
    }

    [Fact]
    public async Task Add_BeforeStart_SharesOneCommit()
    {
        await using Outbox outbox = Create();
        Task[] adding = [.. Enumerable.Range(0, 200).Select(index => outbox.AddAsync(Message(index), None).AsTask())];
        Assert.DoesNotContain(adding, task => task.IsCompleted);
        await outbox.StartAsync(None);
        await Task.WhenAll(adding);
        Assert.Equal(1, outbox.Commits);
    }

    [Fact]
    public async Task Add_FullByCount_DropsTheOldestForGood()
    {
        await using (Outbox outbox = await StartAsync(options => options.MaximumMessages = 10))
        {
            await Task.WhenAll(Enumerable.Range(0, 25).Select(index => outbox.AddAsync(Message(index), None).AsTask()));
            Assert.Equal((10, 25, 15), (outbox.Status.WaitingMessages, outbox.Status.Added, outbox.Status.DroppedForRoom));
        }

        await using Outbox again = await StartAsync();
        Assert.Equal(Enumerable.Range(15, 10), await ReadAllAsync(again, 100));
    }

    [Fact]
    public async Task Add_FullByBytes_DropsAsManyAsNeeded()
    {
        await using Outbox outbox = await StartAsync(options => options.MaximumBytes = 2_000);
        for (int index = 0; index < 4; index++)
        {
            await outbox.AddAsync(Message(index, sizeBytes: 450), None);
        }

        await outbox.AddAsync(Message(4, sizeBytes: 1_300), None);
        Assert.Equal([3, 4], await ReadAllAsync(outbox, 100));
        Assert.Equal(3, outbox.Status.DroppedForRoom);
        Assert.InRange(outbox.Status.WaitingBytes, 1_750, 2_000);
        await Assert.ThrowsAsync<OutboxFullException>(() => outbox.AddAsync(Message(5, sizeBytes: 2_001), None).AsTask());
        Assert.Equal((2, 1), (outbox.Status.WaitingMessages, outbox.Status.Rejected));
    }

    [Fact]
    public async Task Add_FullAndRejecting_KeepsWhatIsThere()
    {
        await using Outbox outbox = await StartAsync(options => (options.MaximumMessages, options.Overflow) = (2, OutboxOverflow.Reject));
        await outbox.AddAsync(Message(0), None);
        await outbox.AddAsync(Message(1), None);
        await Assert.ThrowsAsync<OutboxFullException>(() => outbox.AddAsync(Message(2), None).AsTask());
        Assert.Equal([0, 1], await ReadAllAsync(outbox, 100));
        Assert.Equal((1, 0), (outbox.Status.Rejected, outbox.Status.DroppedForRoom));
    }

    [Fact]
    public async Task Peek_TooOld_IsDropped()
    {
        var clock = new StoreClock();
        await using (Outbox outbox = await StartAsync(options => options.MaximumAge = TimeSpan.FromHours(1), clock))
        {
            await outbox.AddAsync(Message(0), None);
            clock.Advance(TimeSpan.FromMinutes(40));
            await outbox.AddAsync(Message(1), None);
            Assert.Equal(clock.GetUtcNow() - TimeSpan.FromMinutes(40), outbox.Status.OldestAddedAt);
            clock.Advance(TimeSpan.FromMinutes(40));
            Assert.Equal([1], await ReadAllAsync(outbox, 100));
            Assert.Equal((1, 1), (outbox.Status.DroppedForAge, outbox.Status.WaitingMessages));
        }

        await using Outbox again = await StartAsync(time: clock);
        Assert.Equal([1], await ReadAllAsync(again, 100));
    }

    [Fact]
    public async Task Wait_NothingThere_EndsWithTheNextMessage()
    {
        await using Outbox outbox = await StartAsync();
        await outbox.AddAsync(Message(0), None);
        long seen = (await outbox.PeekAsync(0, 1, None))[0].Position;
        await outbox.WaitAsync(0, None);
        Task waiting = outbox.WaitAsync(seen, None).AsTask();
        Assert.False(waiting.IsCompleted);
        await outbox.AddAsync(Message(1), None);
        await waiting;
        using var giveUp = new CancellationTokenSource();
        Task hopeless = outbox.WaitAsync(seen + 1, giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hopeless);
    }

    [Fact]
    public async Task Remove_OutOfOrder_LeavesTheOthersAndWaitsForCompany()
    {
        // The clock stands still: removals wait for a second that never comes.
        var clock = new StoreClock();
        await using (Outbox outbox = await StartAsync(time: clock))
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(index => outbox.AddAsync(Message(index), None).AsTask()));
            long before = outbox.Commits;
            IReadOnlyList<OutboxMessage> all = await outbox.PeekAsync(0, 5, None);
            Task removing = outbox.RemoveAsync([all[3].Position, all[0].Position]).AsTask();
            await outbox.RemoveAsync([all[0].Position, 999]);
            Assert.Equal([1, 2, 4], await ReadAllAsync(outbox, 2));
            Assert.False(removing.IsCompleted);
            Assert.Equal(before, outbox.Commits);
            Assert.Equal((3, 2), (outbox.Status.WaitingMessages, outbox.Status.Delivered));
        }

        await using Outbox again = await StartAsync(time: clock);
        Assert.Equal([1, 2, 4], await ReadAllAsync(again, 100));
    }

    [Fact]
    public async Task Add_DiskFull_WaitsUntilThereIsSpaceAndKeepsTheOrder()
    {
        bool full = true;
        await using Outbox outbox = await StartAsync(
            opened: writer => writer.Execute($"PRAGMA max_page_count={(Volatile.Read(ref full) ? 40 : 1_000_000)}"));
        Task failing = _folder.SeenAsync(StoreFolder.StoringFails);
        int count = 0;
        Task add;
        do
        {
            add = outbox.AddAsync(Message(count++, sizeBytes: 20_000), None).AsTask();
        }
        while (await Task.WhenAny(add, failing) == add);

        Assert.Contains("is full", outbox.Status.Trouble, StringComparison.Ordinal);
        Task later = outbox.AddAsync(Message(count++), None).AsTask();
        Assert.Equal(Enumerable.Range(0, count - 2), await ReadAllAsync(outbox, 10));
        Volatile.Write(ref full, false);
        await Task.WhenAll(add, later);
        Assert.Null(outbox.Status.Trouble);
        Assert.Equal(Enumerable.Range(0, count), await ReadAllAsync(outbox, 10));
    }

    [Fact]
    public async Task Start_DamagedFile_IsMovedAsideAndTheOutboxGoesOn()
    {
        await File.WriteAllTextAsync(_folder.StorePath, new string('x', 10_000), None);
        await using Outbox outbox = await StartAsync();
        Assert.Contains("was damaged", outbox.Status.Warning, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Folder, "*.damaged-*"));
        await outbox.AddAsync(Message(0), None);
        Assert.Equal([0], await ReadAllAsync(outbox, 1));
    }

    [Theory]
    [InlineData("a/#", null)]
    [InlineData("", null)]
    [InlineData("a", "b/+")]
    public async Task Add_WhatMqttCannotCarry_IsRefused(string topic, string? responseTopic)
    {
        await using Outbox outbox = await StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            () => outbox.AddAsync(new BusMessage { Topic = topic, Payload = default, ResponseTopic = responseTopic }, None).AsTask());
        Assert.Equal(0, outbox.Status.WaitingMessages);
    }

    [Fact]
    public async Task Dispose_Twice_LetsLaterCallsFail()
    {
        Outbox outbox = await StartAsync();
        await outbox.DisposeAsync();
        await outbox.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => outbox.AddAsync(Message(0), None).AsTask());
    }

    [Fact]
    public void AnySequence_HoldsWhatAQueueHolds() => Prop.ForAll(Gen.Choose(0, 99).ArrayOf().ToArbitrary(), async steps =>
    {
        using var folder = new StoreFolder();
        var expected = new List<int>();
        Outbox outbox = await StartAsync(options => options.MaximumMessages = 6, folder: folder);
        int count = 0;
        foreach (int step in steps)
        {
            switch (step % 5)
            {
                case 0 when expected.Count > 0:
                    int chosen = step % expected.Count;
                    _ = outbox.RemoveAsync([(await outbox.PeekAsync(0, 10, None))[chosen].Position]).AsTask();
                    expected.RemoveAt(chosen);
                    break;
                case 1:
                    await outbox.DisposeAsync();
                    outbox = await StartAsync(options => options.MaximumMessages = 6, folder: folder);
                    break;
                default:
                    await outbox.AddAsync(Message(count), None);
                    expected.Add(count++);
                    expected.RemoveRange(0, Math.Max(0, expected.Count - 6));
                    break;
            }

            Assert.Equal(expected, await ReadAllAsync(outbox, 1 + (step % 3)));
            Assert.Equal(expected.Count, outbox.Status.WaitingMessages);
        }

        await outbox.DisposeAsync();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static BusMessage Message(int number, int sizeBytes = 0)
    {
        string text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new BusMessage { Topic = "t", Payload = Encoding.ASCII.GetBytes(text.PadRight(sizeBytes)) };
    }

    // Reads as a sender does: on from the last position.
    private static async Task<List<int>> ReadAllAsync(Outbox outbox, int atOnce)
    {
        var numbers = new List<int>();
        IReadOnlyList<OutboxMessage> read;
        for (long after = 0; (read = await outbox.PeekAsync(after, atOnce, None)).Count > 0; after = read[^1].Position)
        {
            numbers.AddRange(read.Select(message => int.Parse(
                Encoding.ASCII.GetString(message.Message.Payload.Span), System.Globalization.CultureInfo.InvariantCulture)));
        }

        return numbers;
    }

    private Outbox Create(
        Action<OutboxOptions>? configure = null, TimeProvider? time = null, Action<SqliteConnection>? opened = null, StoreFolder? folder = null)
    {
        var options = new OutboxOptions { Path = (folder ?? _folder).StorePath };
        configure?.Invoke(options);
        return new Outbox(options, time ?? TimeProvider.System, folder ?? _folder, opened);
    }

    private async Task<Outbox> StartAsync(
        Action<OutboxOptions>? configure = null, TimeProvider? time = null, Action<SqliteConnection>? opened = null, StoreFolder? folder = null)
    {
        Outbox outbox = Create(configure, time, opened, folder);
        await outbox.StartAsync(None);
        return outbox;
    }
}
