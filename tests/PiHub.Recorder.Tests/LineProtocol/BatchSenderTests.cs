using PiHub.Recorder.LineProtocol;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.LineProtocol;

public sealed class BatchSenderTests
{
    private readonly LogWatch _log = new();
    private readonly ExportBoard _board;

    public BatchSenderTests() => _board = new ExportBoard(TimeProvider.System, _log);

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(99)]
    public async Task OneBadField_IsDroppedAlone(int bad)
    {
        var server = new FakeServer { Refuses = line => line.Fields.Any(field => field.Value.Text is not null) ? FakeServer.Conflict : null };
        BatchResult result = await Create(server).SendAsync(Samples(100, i => i == bad ? "text" : i), CancellationToken.None);

        Assert.Equal(new BatchResult(100, null), result);
        Assert.Equal(199, server.Points.Count);
        Assert.DoesNotContain(("meter", "a", (long)bad), server.Points.Keys);
        Assert.Contains(("meter", "b", (long)bad), server.Points.Keys);
        Assert.Equal(1, _board.Status.Refused);
        Assert.StartsWith("meter/a:", _board.Status.LastRefused);
        Assert.Single(_log.Messages(76));
    }

    [Fact]
    public async Task FieldThatConflictsAlways_CostsFewRequests_AndIsCountedEachTime()
    {
        var server = new FakeServer { Refuses = line => line.Fields.Any(field => field.Key == "a") ? FakeServer.Conflict : null };
        BatchSender sender = Create(server);
        await sender.SendAsync(Samples(5_000, i => i), CancellationToken.None);
        int first = server.Requests;
        await sender.SendAsync(Samples(5_000, i => i), CancellationToken.None);

        Assert.InRange(first, 1, 40);
        Assert.Equal(first + 1, server.Requests);
        Assert.Equal(5_000, server.Points.Count);
        Assert.Equal(10_000, _board.Status.Refused);
        Assert.Single(_log.Messages(76));
    }

    [Fact]
    public async Task ManyRefusedFields_FillNoLog()
    {
        WriteAnswer old = new(WriteOutcome.Refused, "points beyond retention policy") { IsAboutLines = true };
        var server = new FakeServer { Refuses = line => line.Time < 200 ? old : null };
        await Create(server).SendAsync(Samples(400, i => i), CancellationToken.None);

        Assert.Equal((400, 400), (server.Points.Count, (int)_board.Status.Refused));
        Assert.Equal(10, _log.Messages(76).Count());
    }

    [Fact]
    public async Task ServerThatTakesNothing_AndDoesNotSayWhy_IsNotBelieved()
    {
        WriteAnswer odd = new(WriteOutcome.Refused, "bucket?");
        var server = new FakeServer { Refuses = _ => odd };
        BatchResult result = await Create(server).SendAsync(Samples(5_000, i => i), CancellationToken.None);

        Assert.Equal((0, WriteOutcome.Denied), (result.Done, result.Stop?.Outcome));
        Assert.Equal(0, _board.Status.Refused);
        Assert.InRange(server.Requests, 1, 200);
    }

    [Fact]
    public async Task LineRefusedForAnUnknownReason_AmongOthers_IsDropped()
    {
        WriteAnswer odd = new(WriteOutcome.Refused, "no");
        var server = new FakeServer { Refuses = line => line.Time == 0 ? odd : null };
        BatchResult result = await Create(server).SendAsync(Samples(10, i => i), CancellationToken.None);

        Assert.Equal(new BatchResult(10, null), result);
        Assert.Equal((18, 2), (server.Points.Count, (int)_board.Status.Refused));
    }

    [Fact]
    public async Task TooLarge_IsSentInParts_AndNothingIsLost()
    {
        var server = new FakeServer();
        server.Next(new WriteAnswer(WriteOutcome.TooLarge, "413"));
        server.Next(new WriteAnswer(WriteOutcome.TooLarge, "413"));
        BatchResult result = await Create(server).SendAsync(Samples(10, i => i), CancellationToken.None);

        Assert.Equal(new BatchResult(10, null), result);
        Assert.Equal((20, 0), (server.Points.Count, (int)_board.Status.Refused));
    }

    [Fact]
    public async Task TroubleInTheMiddle_KeepsWhatWasTaken()
    {
        var server = new FakeServer();
        server.Next(new WriteAnswer(WriteOutcome.TooLarge, "413"));
        server.Next(WriteAnswer.Done);
        server.Next(FakeServer.Trouble);
        BatchResult result = await Create(server).SendAsync(Samples(10, i => i), CancellationToken.None);

        Assert.Equal(new BatchResult(5, FakeServer.Trouble), result);
    }

    [Fact]
    public async Task Requests_StayWithinTheLimitOfBytes()
    {
        var server = new FakeServer();
        await Create(server, new LineProtocolOptions { BatchBytes = 1_024 }).SendAsync(Samples(1_000, i => i), CancellationToken.None);

        Assert.Equal(2_000, server.Points.Count);
        Assert.InRange(server.Requests, 25, 50); // lines of 25 to 35 bytes
    }

    [Fact]
    public async Task Filter_AndTexts_AreLeftOut()
    {
        var server = new FakeServer();
        var options = new LineProtocolOptions { Texts = false, Exclude = { "*/b" } };
        await Create(server, options).SendAsync(Samples(2, i => i == 0 ? "text" : i), CancellationToken.None);

        Assert.Equal(("meter", "a", 1L), Assert.Single(server.Points).Key);
        Assert.Equal(0, _board.Status.Refused);
    }

    private BatchSender Create(FakeServer server, LineProtocolOptions? options = null)
    {
        LineProtocolOptions used = options ?? new LineProtocolOptions();
        return new BatchSender(
            server, new LineEncoder("pihub", []), new ExportFilter(used.Include, used.Exclude), new RefusedFields(TimeProvider.System), _board, used);
    }

    private static ExportSample[] Samples(int count, Func<int, MetricValue> value) => [.. Enumerable.Range(0, count).Select(i => new ExportSample(
        new Sample
        {
            Device = "meter",
            Time = DateTimeOffset.FromUnixTimeMilliseconds(i),
            Metrics = new Dictionary<string, MetricValue> { ["a"] = value(i), ["b"] = 0.5 },
        },
        i))];
}
