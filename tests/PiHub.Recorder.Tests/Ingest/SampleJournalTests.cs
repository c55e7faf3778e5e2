using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Recorder.Clock;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.Tests.Clock;
using PiHub.Recorder.Tests.Engine;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Ingest;

public sealed class SampleJournalTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private static readonly DateTimeOffset Received = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualClock _clock = new(Received);
    private readonly FakeClockState _state = new(isUnset: false);
    private readonly ClockWatch _watch;
    private readonly ReadingStore _store;
    private readonly SampleJournal _journal;

    public SampleJournalTests()
    {
        _store = new ReadingStore(new RecorderOptions { Folder = _folder }, new MemoryEngine(), TimeProvider.System, NullLogger<ReadingStore>.Instance);
        _watch = new ClockWatch(_state, DateTimeOffset.UnixEpoch, _clock, NullLogger.Instance);
        _journal = new SampleJournal(_store, new SampleClock(_watch, new ClockOptions(), NullLogger.Instance));
    }

    public Task InitializeAsync() => _store.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Sample_IsRecordedBeforeTheVerdict_AtItsOwnTimeOrTheTimeOfReceipt()
    {
        Assert.True((await AppendAsync("pihub/shed/state", """{"time":"2026-06-01T10:00:00Z","a":1}""")).IsAccepted);
        Assert.True((await AppendAsync("pihub/shed/state", """{"b":true}""")).IsAccepted);

        IReadOnlyList<Reading> latest = _store.Latest("shed");
        Assert.Equal(Received.AddHours(-2), latest[0].Time);
        Assert.Equal(Received, latest[1].Time);
    }

    [Fact]
    public async Task Event_IsRecordedBeforeTheVerdict()
    {
        Assert.True((await AppendAsync("pihub/shed/event", """{"type":"door_opened","by":"wind"}""")).IsAccepted);

        DeviceEvent kept = Assert.Single(await _store.QueryEventsAsync("shed", before: null, limit: 10, CancellationToken.None));
        Assert.Equal("door_opened", kept.Type);
    }

    [Theory]
    [InlineData("""{"time":1000,"type":"door_opened"}""")]
    [InlineData("""{"time":"2026-06-02T12:00:00Z","type":"door_opened"}""")]
    public async Task Event_WithAnImpossibleTime_IsRecordedAtTheTimeOfReceipt(string payload)
    {
        Assert.True((await AppendAsync("pihub/shed/event", payload)).IsAccepted);

        DeviceEvent kept = Assert.Single(await _store.QueryEventsAsync("shed", before: null, limit: 10, CancellationToken.None));
        Assert.Equal((Received, payload), (kept.Time, kept.Payload));
    }

    [Theory]
    [InlineData("""{"time":1000,"a":1}""")]
    [InlineData("""{"time":"2026-06-02T12:00:00Z","a":1}""")]
    public async Task Sample_WithAnImpossibleTime_IsRecordedAtTheTimeOfReceipt(string payload)
    {
        var seen = new TaskCompletionSource<Sample>();
        await using IAsyncDisposable follower = Follow(seen);
        Assert.True((await AppendAsync("pihub/shed/state", payload)).IsAccepted);

        Sample sample = await seen.Task;
        Assert.Equal((Received, ReadingQuality.TimeCorrected), (sample.Time, sample.Quality));
    }

    [Fact]
    public async Task Sample_WhileTheClockIsNotSet_IsMarked_AndTheJumpIsRecordedAfterIt()
    {
        _state.IsUnset = true;
        await using var watch = new ClockWatch(_state, DateTimeOffset.UnixEpoch, _clock, NullLogger.Instance);
        var journal = new SampleJournal(_store, new SampleClock(watch, new ClockOptions(), NullLogger.Instance));
        var jump = new TaskCompletionSource<TimeSpan>();
        watch.ReportTo((offset, cancellationToken) =>
        {
            jump.SetResult(offset);
            return _store.AppendClockAsync(offset, cancellationToken);
        });
        var seen = new TaskCompletionSource<Sample>();
        await using IAsyncDisposable follower = Follow(seen);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True((await journal.AppendAsync(Message("pihub/shed/state", """{"a":1}"""), CancellationToken.None)).IsAccepted);
        Sample sample = await seen.Task;
        _state.IsUnset = false;
        _clock.Set(Received.AddDays(40).AddSeconds(4));
        watch.Check();

        Assert.Equal((Received.AddSeconds(4), ReadingQuality.TimeEstimated), (sample.Time, sample.Quality));
        Assert.Equal(TimeSpan.FromDays(40), await jump.Task);
    }

    [Theory]
    [InlineData("pihub/shed/state", "{", ReasonCode.PayloadFormatInvalid)]
    [InlineData("pihub/shed/state", "", ReasonCode.PayloadFormatInvalid)]
    [InlineData("pihub/shed/event", "{}", ReasonCode.PayloadFormatInvalid)]
    [InlineData("pihub/shed/descriptor", "{}", ReasonCode.PayloadFormatInvalid)]
    [InlineData("pihub/shed/descriptor", """{"name":"x","commands":[{"name":"go","arguments":{"a":"\ud800"}}]}""", ReasonCode.PayloadFormatInvalid)]
    [InlineData("pihub/shed/availability", "ONLINE", ReasonCode.PayloadFormatInvalid)]
    [InlineData("pihub/Shed/state", """{"a":1}""", ReasonCode.TopicNameInvalid)]
    [InlineData("pihub//state", """{"a":1}""", ReasonCode.TopicNameInvalid)]
    [InlineData("pihub/shed/state", """{"a":1}""", ReasonCode.Success)]
    [InlineData("pihub/shed/availability", "offline", ReasonCode.Success)]
    [InlineData("pihub/shed/descriptor", """{"name":"Shed"}""", ReasonCode.Success)]
    [InlineData("pihub/shed/other", "anything", ReasonCode.Success)]
    [InlineData("pihub/$hub/status", "online", ReasonCode.Success)]
    [InlineData("zigbee2mqtt/lamp", "anything", ReasonCode.Success)]
    public async Task Verdict_Table(string topic, string payload, ReasonCode expected) =>
        Assert.Equal(expected, (await AppendAsync(topic, payload)).Code);

    [Theory]
    [InlineData("state")]
    [InlineData("descriptor")]
    [InlineData("availability")]
    public async Task EmptyRetainedPayload_DeletesWhatWasRetained_AndRecordsNothing(string channel)
    {
        Assert.True((await AppendAsync($"pihub/shed/{channel}", "", retain: true)).IsAccepted);
        Assert.Empty(_store.Latest("shed"));
    }

    private IAsyncDisposable Follow(TaskCompletionSource<Sample> seen) => _store.Feed.Subscribe("test", (sample, _) =>
    {
        seen.TrySetResult(sample);
        return ValueTask.CompletedTask;
    });

    private ValueTask<PublishVerdict> AppendAsync(string topic, string payload, bool retain = false) =>
        _journal.AppendAsync(Message(topic, payload, retain), CancellationToken.None);

    private static PublishedMessage Message(string topic, string payload, bool retain = false) => new()
    {
        ClientId = "test",
        Message = new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), Retain = retain },
        ReceivedAt = Received,
    };
}
