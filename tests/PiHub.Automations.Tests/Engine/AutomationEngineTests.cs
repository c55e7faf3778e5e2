using System.Collections.Concurrent;
using System.Text;
using PiHub.Automations.Definitions;
using PiHub.Automations.Engine;
using PiHub.Automations.Runs;
using PiHub.Automations.Storage;

namespace PiHub.Automations.Tests.Engine;

public sealed class AutomationEngineTests : IAsyncLifetime
{
    private readonly EngineHost _host = new();

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task MetricCrossingItsLimit_NotifiesPublishesAndStartsAJob()
    {
        var published = new ConcurrentQueue<string>();
        await using IAsyncDisposable subscription = _host.Bus.Subscribe("home/lamp/set", (message, _) =>
        {
            published.Enqueue(Encoding.UTF8.GetString(message.Payload.Span));
            return ValueTask.CompletedTask;
        });
        StoredAutomation automation = _host.Add(Samples.Automation(
            Samples.Metric("above", 5),
            Samples.Notify(),
            Samples.Publish("home/lamp/set", """{"power":{value}}"""),
            new AutomationAction { Type = "job", Plugin = "tally", Job = "count" }));
        await _host.SampleAsync("meter", "power", 1);
        await _host.SampleAsync("meter", "power", 7.5);

        AutomationRun run = await _host.RunAsync(automation.Id, run => run.Outcome == RunOutcome.Succeeded);

        Assert.Equal("meter power went above 5 (7.5)", run.Trigger);
        Assert.Equal("meter power 7.5", Assert.Single(_host.Raised).Title);
        Assert.Equal("tally/count", Assert.Single(_host.Jobs));
        await EngineHost.WaitAsync(() => !published.IsEmpty);
        Assert.Equal("""{"power":7.5}""", Assert.Single(published));
    }

    [Theory]
    [InlineData(false, ActionStatus.Skipped)]
    [InlineData(true, ActionStatus.Succeeded)]
    public async Task FailedAction_StopsTheRest_UnlessItMayGoOn(bool goesOn, ActionStatus next)
    {
        StoredAutomation automation = _host.Add(Samples.Automation(
            Samples.Metric("above", 5), new AutomationAction { Type = "job", Plugin = "absent", Job = "count", ContinueOnError = goesOn }, Samples.Notify()));

        AutomationRun? run = await _host.Engine.TestAsync(automation.Id, isDryRun: false, "a test", CancellationToken.None);

        Assert.Equal(RunOutcome.Failed, run?.Outcome);
        Assert.Equal([ActionStatus.Failed, next], run?.Actions.Select(action => action.Status) ?? []);
        Assert.Equal("there is no such plugin", run?.Actions[0].Message);
    }

    [Fact]
    public async Task DryRun_SaysWhatWouldBeDone_AndDoesNothing()
    {
        StoredAutomation automation = _host.Add(Samples.Automation(Samples.Metric("above", 5)));
        await _host.SampleAsync("meter", "power", 3);

        AutomationRun? run = await _host.Engine.TestAsync(automation.Id, isDryRun: true, "a test", CancellationToken.None);

        Assert.Equal((RunOutcome.DryRun, ActionStatus.Planned), (run?.Outcome, run?.Actions[0].Status));
        Assert.Contains("meter power 3", run?.Actions[0].Text, StringComparison.Ordinal);
        Assert.Empty(_host.Raised);
        Assert.Empty(_host.Engine.Runs(automation.Id, before: null, limit: 10));
    }

    [Fact]
    public async Task ConditionThatDoesNotHold_IsInTheHistory_AndNothingIsDone()
    {
        StoredAutomation automation = _host.Add(Samples.Automation(Samples.Metric("above", 5)) with
        {
            Conditions = [new AutomationCondition { Type = "device", Device = "absent", Is = "online" }],
        });
        await _host.SampleAsync("meter", "power", 1);
        await _host.SampleAsync("meter", "power", 7);

        AutomationRun run = await _host.RunAsync(automation.Id, run => run.Outcome == RunOutcome.ConditionsNotMet);

        Assert.Equal("there is no such device", run.Conditions[0].Message);
        Assert.Equal(ActionStatus.Skipped, run.Actions[0].Status);
        Assert.Empty(_host.Raised);
    }

    [Fact]
    public async Task Event_WithTheWantedField_RunsIt()
    {
        StoredAutomation automation = _host.Add(Samples.Automation(new AutomationTrigger
        {
            Type = "event", Device = "button", Event = "pressed", Field = "times", EqualTo = System.Text.Json.JsonSerializer.SerializeToElement(2),
        }));
        await _host.PublishAsync("pihub/button/event", """{"type":"pressed","times":1}""");
        await _host.PublishAsync("pihub/button/event", """{"type":"pressed","times":2}""");

        await _host.RunAsync(automation.Id, run => run.Outcome == RunOutcome.Succeeded);
        Assert.Equal("button pressed 2", Assert.Single(_host.Raised).Title);
    }

    [Fact]
    public async Task DeviceThatComesBack_RunsIt()
    {
        await _host.PublishAsync("pihub/pump/availability", "online", retain: true);
        StoredAutomation automation = _host.Add(Samples.Automation(new AutomationTrigger { Type = "device", Device = "pump", Is = "online" }));
        await _host.PublishAsync("pihub/pump/availability", "offline", retain: true);
        await _host.PublishAsync("pihub/pump/availability", "online", retain: true);

        AutomationRun run = await _host.RunAsync(automation.Id, run => run.Outcome == RunOutcome.Succeeded);
        Assert.Equal("pump went online", run.Trigger);
    }

    [Fact]
    public async Task AutomationThatSetsOffItself_IsStopped_AndItsOwnerIsTold()
    {
        StoredAutomation there = _host.Add(Samples.Automation(
            new AutomationTrigger { Type = "event", Device = "ping", Event = "hit" }, Samples.Publish("pihub/pong/event", """{"type":"hit"}""")));
        _host.Add(Samples.Automation(
            new AutomationTrigger { Type = "event", Device = "pong", Event = "hit" }, Samples.Publish("pihub/ping/event", """{"type":"hit"}""")));
        await _host.PublishAsync("pihub/ping/event", """{"type":"hit"}""");

        await EngineHost.WaitAsync(() => _host.Raised.Any(notification => notification.Kind == "automation_stopped"));
        string stopped = _host.Raised.First().Subject;
        Assert.Equal(AutomationState.Stopped, _host.Engine.Status(stopped)?.State);
        Assert.Contains("30 times", _host.Store.Find(stopped)?.StoppedBecause, StringComparison.Ordinal);
        Assert.NotNull(_host.Store.Find(there.Id));
    }

    [Fact]
    public async Task CrossingWhileTheHubWasOff_IsToldOnceAfterTheStart_AndThenNoMore()
    {
        StoredAutomation automation = _host.Add(Samples.Automation(Samples.Metric("above", 5)));
        await _host.SampleAsync("meter", "power", 1);
        await _host.SampleAsync("meter", "power", 2);
        await SettleAsync();
        await _host.RestartAsync(() => _host.SampleAsync("meter", "power", 8).AsTask());
        await _host.SampleAsync("meter", "power", 9);
        await _host.RunAsync(automation.Id, run => run.Outcome == RunOutcome.Succeeded);

        await _host.RestartAsync(() => Task.CompletedTask);
        await _host.SampleAsync("meter", "power", 10);
        await SettleAsync();
        Assert.Single(_host.Raised);
    }

    [Fact]
    public async Task Cooldown_LeavesOutWhatComesDuringIt_AndCountsIt()
    {
        StoredAutomation automation = _host.Add(Samples.Automation(Samples.Metric("changes", "")) with { CooldownS = 3_600 });
        await _host.SampleAsync("meter", "power", 1);
        await _host.SampleAsync("meter", "power", 2);
        await _host.RunAsync(automation.Id, run => run.Outcome == RunOutcome.Succeeded);
        await _host.SampleAsync("meter", "power", 3);

        await EngineHost.WaitAsync(() => _host.Engine.Status(automation.Id)?.SuppressedCount == 1);
        Assert.Single(_host.Raised);
    }

    // What comes behind the others on the same way shows that they have been seen.
    private async Task SettleAsync()
    {
        StoredAutomation marker = _host.Add(Samples.Automation(
            Samples.Metric("changes", "") with { Metric = "marker" }, new AutomationAction { Type = "job", Plugin = "marker", Job = "mark" }));
        await _host.SampleAsync("meter", "marker", 1);
        await _host.SampleAsync("meter", "marker", 2);
        await _host.RunAsync(marker.Id, run => run.Outcome == RunOutcome.Succeeded);
        _host.Store.Delete(marker.Id);
    }
}
