using System.Text;
using System.Text.Json;
using PiHub.Hal.Tests.Drivers;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Tests.Commands;

public sealed class CommandQueueTests : IAsyncDisposable
{
    private const string Topic = "pihub/meter/command/switch";
    private const string ResultTopic = Topic + "/result";

    private readonly SupervisorFixture _hub = new();
    private Func<DeviceCommand, CancellationToken, ValueTask<string?>> _handle = (_, _) => ValueTask.FromResult<string?>("on");

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Theory]
    [InlineData("{")]
    [InlineData("[]", "JSON object")]
    [InlineData("""{"arguments":{}}""", "'id'")]
    [InlineData("""{"id":7}""", "'id'")]
    [InlineData("""{"id":""}""", "'id'")]
    [InlineData("""{"id":"12345678901234567890123456789012345678901234567890123456789012345"}""", "64")]
    [InlineData("""{"id":"a","arguments":[]}""", "'arguments'")]
    [InlineData("""{"id":"a","expires_at":"2026-01-15T12:00:00"}""", "'expires_at'")]
    [InlineData("""{"id":"a","expires_at":true}""", "'expires_at'")]
    [InlineData("""{"id":"a","expires_at":-1}""", "'expires_at'")]
    [InlineData("""{"id":"\ud800"}""")]
    public async Task Command_MalformedEnvelope_IsAnsweredWithoutId(string payload, string hint = "not valid JSON")
    {
        await StartAsync();
        JsonElement result = await AskAsync(payload);
        Assert.Equal(JsonValueKind.Null, result.GetProperty("id").ValueKind);
        AssertFailed(result, hint);
    }

    [Fact]
    public async Task Command_Carried_AnswersWithIdAndState()
    {
        DeviceCommand? seen = null;
        _handle = (command, _) =>
        {
            seen = command;
            return ValueTask.FromResult<string?>("on");
        };
        await StartAsync();
        JsonElement result = await AskAsync("""{"id":"a1","arguments":{"level":3},"expires_at":"2026-01-15T13:00:00.5+00:30"}""");
        Assert.Equal("""{"id":"a1","ok":true,"state":"on","error":null}""", result.GetRawText());
        Assert.Equal(("a1", "switch", 3), (seen?.Id, seen?.Name, seen?.Arguments.GetProperty("level").GetInt32()));
    }

    [Fact]
    public async Task Command_WithResponseTopic_IsAnsweredThereTooWithCorrelation()
    {
        await StartAsync();
        await _hub.Bus.SendAsync(Message("""{"id":"a"}""") with { ResponseTopic = "reply/me", CorrelationData = new byte[] { 1, 2 } });
        await _hub.Bus.UntilAsync("reply/me", 1);
        BusMessage[] answers = [.. _hub.Bus.Published().Where(m => m.Topic is ResultTopic or "reply/me")];
        Assert.Equal([ResultTopic, "reply/me"], answers.Select(m => m.Topic));
        Assert.All(answers, m => Assert.Equal([1, 2], m.CorrelationData.ToArray()));
        Assert.All(answers, m => Assert.False(m.Retain));
    }

    [Theory]
    [InlineData("\"2026-01-15T11:59:59.999Z\"")]
    [InlineData("1768478400000")]
    [InlineData("\"2026-01-15T12:59:59+01:00\"")]
    public async Task Command_Expired_IsNotSent(string expiresAt)
    {
        _handle = (_, _) => throw new InvalidOperationException("must not be called");
        await StartAsync();
        AssertFailed(await AskAsync($$"""{"id":"a","expires_at":{{expiresAt}}}"""), "expired before it was sent");
    }

    [Fact]
    public async Task Command_Unknown_NamesTheKnownOnes()
    {
        await StartAsync();
        await _hub.Bus.SendAsync(Message("""{"id":"a"}""") with { Topic = "pihub/meter/command/jump" });
        await _hub.Bus.UntilAsync("pihub/meter/command/jump/result", 1);
        AssertFailed(
            JsonElement.Parse(_hub.Bus.On("pihub/meter/command/jump/result")[0]), "unknown command 'jump': the device knows switch, dim");
    }

    [Fact]
    public async Task Command_Retained_IsRefused()
    {
        await StartAsync();
        await _hub.Bus.SendAsync(Message("""{"id":"a"}""") with { Retain = true });
        await _hub.Bus.UntilAsync(ResultTopic, 1);
        AssertFailed(JsonElement.Parse(_hub.Bus.On(ResultTopic)[0]), "must not be retained");
    }

    [Fact]
    public async Task Command_DriverNotThere_TellsTheReason()
    {
        await _hub.ConfigureAsync();
        AssertFailed(await AskAsync("""{"id":"a"}"""), "the device is not running: the driver 'test' is not there");
    }

    [Fact]
    public async Task Command_DriverFaulted_TellsTheFault()
    {
        _hub.Register((_, _) => throw new DeviceFaultException("No answer; check the wiring."));
        await _hub.ConfigureAsync();
        await _hub.Time.WaiterAsync(due => due <= TimeSpan.FromSeconds(1));
        AssertFailed(await AskAsync("""{"id":"a"}"""), "the device is not running: No answer; check the wiring.");
    }

    [Fact]
    public async Task Command_DeviceFaultOrBug_FailsOnlyTheCommand()
    {
        _handle = (_, _) => throw new DeviceFaultException("The relay is stuck.");
        await StartAsync();
        AssertFailed(await AskAsync("""{"id":"a"}"""), "The relay is stuck.");
        _handle = (_, _) => throw new InvalidOperationException("oops");
        AssertFailed(await AskAsync("""{"id":"b"}""", 2), "the driver failed: oops");
        _handle = (_, _) => ValueTask.FromResult<string?>(null);
        Assert.True((await AskAsync("""{"id":"c"}""", 3)).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Command_TakingTooLong_TimesOutWhetherTheHandlerListensOrNot(bool listens)
    {
        var open = new TaskCompletionSource<string?>();
        _handle = (_, cancellationToken) => new ValueTask<string?>(listens ? open.Task.WaitAsync(cancellationToken) : open.Task);
        await StartAsync();
        await _hub.Bus.SendAsync(Message("""{"id":"a"}"""));
        _hub.Time.Advance(await _hub.Time.WaiterAsync(due => due == TimeSpan.FromSeconds(10)));
        AssertFailed(await ResultAsync(1), "timed out after 10 s");
        open.SetResult("late");
        Assert.True((await AskAsync("""{"id":"b"}""", 2)).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Command_HandlerBeforeItHangs_TimesOutWithoutOverlap()
    {
        int calls = 0;
        var entered = new TaskCompletionSource();
        _handle = (_, _) =>
        {
            calls++;
            entered.TrySetResult();
            return new ValueTask<string?>(new TaskCompletionSource<string?>().Task);
        };
        await StartAsync();
        await _hub.Bus.SendAsync(Message("""{"id":"a"}"""));
        await entered.Task;
        _hub.Time.Advance(await _hub.Time.WaiterAsync(due => due == TimeSpan.FromSeconds(10)));
        await ResultAsync(1);
        await _hub.Bus.SendAsync(Message("""{"id":"b"}"""));
        _hub.Time.Advance(await _hub.Time.WaiterAsync(due => due == TimeSpan.FromSeconds(10)));
        AssertFailed(await ResultAsync(2), "the command before it still runs");
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Command_ExpiringWhileCarriedOut_TimesOutThen()
    {
        _handle = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _hub.Time, cancellationToken);
            return null;
        };
        await StartAsync();
        await _hub.Bus.SendAsync(Message("""{"id":"a","expires_at":"2026-01-15T12:00:03Z"}"""));
        _hub.Time.Advance(await _hub.Time.WaiterAsync(due => due == TimeSpan.FromSeconds(3)));
        AssertFailed(await ResultAsync(1), "timed out when it expired");
    }

    [Fact]
    public async Task Command_MoreThanSixteenWaiting_IsRefused()
    {
        var open = new TaskCompletionSource<string?>();
        var entered = new TaskCompletionSource();
        _handle = (_, _) =>
        {
            entered.TrySetResult();
            return new ValueTask<string?>(open.Task);
        };
        await StartAsync();
        await _hub.Bus.SendAsync(Message("""{"id":"running"}"""));
        await entered.Task;
        for (int i = 0; i < 17; i++)
        {
            await _hub.Bus.SendAsync(Message($$"""{"id":"{{i}}"}"""));
        }

        JsonElement refused = await ResultAsync(1);
        Assert.Equal("16", refused.GetProperty("id").GetString());
        AssertFailed(refused, "16 commands are waiting already");
        open.SetResult("on");
        await ResultAsync(18);
        Assert.Equal(17, _hub.Bus.On(ResultTopic).Count(text => text.Contains("\"ok\":true", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Command_DriverWithdrawnMeanwhile_IsAnswered()
    {
        var entered = new TaskCompletionSource();
        _handle = async (_, cancellationToken) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _hub.Time, cancellationToken);
            return null;
        };
        IAsyncDisposable registration = await StartAsync();
        await _hub.Bus.SendAsync(Message("""{"id":"a"}"""));
        await entered.Task;
        await registration.DisposeAsync();
        AssertFailed(await ResultAsync(1), "the driver stopped");
    }

    private static BusMessage Message(string payload) => new() { Topic = Topic, Payload = Encoding.UTF8.GetBytes(payload) };

    private static void AssertFailed(JsonElement result, string hint)
    {
        Assert.False(result.GetProperty("ok").GetBoolean());
        Assert.Contains(hint, result.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private async Task<IAsyncDisposable> StartAsync()
    {
        IAsyncDisposable registration = _hub.Register(
            async (device, cancellationToken) =>
            {
                CommandDescriptor[] commands = [new() { Name = "switch" }, new() { Name = "dim" }];
                await device.DescribeAsync(new DeviceDescriptor { Name = "x", Commands = commands }, cancellationToken);
                await SupervisorFixture.OneSample(_hub.Time)(device, cancellationToken);
            },
            (command, cancellationToken) => _handle(command, cancellationToken));
        await _hub.ConfigureAsync();
        await _hub.Bus.UntilAsync("pihub/meter/state", 1);
        return registration;
    }

    private async Task<JsonElement> AskAsync(string payload, int count = 1)
    {
        await _hub.Bus.SendAsync(Message(payload));
        return await ResultAsync(count);
    }

    private async Task<JsonElement> ResultAsync(int count)
    {
        await _hub.Bus.UntilAsync(ResultTopic, count);
        return JsonElement.Parse(_hub.Bus.On(ResultTopic)[count - 1]);
    }
}
