using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Recorder.Tests.Engine;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Ingest;

public sealed class SampleJournalTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly ReadingStore _store;
    private readonly SampleJournal _journal;

    public SampleJournalTests()
    {
        _store = new ReadingStore(new RecorderOptions { Folder = _folder }, new MemoryEngine(), TimeProvider.System, NullLogger<ReadingStore>.Instance);
        _journal = new SampleJournal(_store);
    }

    public Task InitializeAsync() => _store.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Sample_IsRecordedBeforeTheVerdict_AtItsOwnTimeOrTheTimeOfReceipt()
    {
        Assert.True((await AppendAsync("pihub/shed/state", """{"time":1000,"a":1}""")).IsAccepted);
        Assert.True((await AppendAsync("pihub/shed/state", """{"b":true}""")).IsAccepted);

        IReadOnlyList<Reading> latest = _store.Latest("shed");
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1000), latest[0].Time);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(1), latest[1].Time);
    }

    [Fact]
    public async Task Event_IsRecordedBeforeTheVerdict()
    {
        Assert.True((await AppendAsync("pihub/shed/event", """{"type":"door_opened","by":"wind"}""")).IsAccepted);

        DeviceEvent kept = Assert.Single(await _store.QueryEventsAsync("shed", before: null, limit: 10, CancellationToken.None));
        Assert.Equal("door_opened", kept.Type);
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

    private ValueTask<PublishVerdict> AppendAsync(string topic, string payload, bool retain = false) => _journal.AppendAsync(
        new PublishedMessage
        {
            ClientId = "test",
            Message = new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), Retain = retain },
            ReceivedAt = DateTimeOffset.UnixEpoch.AddDays(1),
        },
        CancellationToken.None);
}
