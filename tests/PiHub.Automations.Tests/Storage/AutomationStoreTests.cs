using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Automations.Runs;
using PiHub.Automations.Storage;
using PiHub.Sqlite;

namespace PiHub.Automations.Tests.Storage;

public sealed class AutomationStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly AutomationTables _tables;
    private readonly AutomationStore _store;

    public AutomationStoreTests()
    {
        _tables = new AutomationTables(new SqliteDatabase(Path.Combine(_folder, "hub.db")));
        _store = Open();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Change_BasedOnAnOlderVersion_IsRefused_AndNothingIsLost()
    {
        StoredAutomation added = Add("First");
        Assert.False(_store.Update(added.Id, added.Definition with { Name = "Second" }, added.ETag).IsConflict);

        ChangeResult late = _store.Update(added.Id, added.Definition with { Name = "Third" }, added.ETag);

        Assert.True(late.IsConflict);
        Assert.Equal("Second", Open().Find(added.Id)?.Definition.Name);
    }

    [Fact]
    public void StoppedAutomation_SaysWhyAfterARestart_UntilItIsSwitchedOn()
    {
        StoredAutomation added = Add("Loop");
        _store.Switch(added.Id, isEnabled: false, "It ran too often.");
        Assert.Equal((false, "It ran too often."), (Open().Find(added.Id)?.Definition.Enabled, Open().Find(added.Id)?.StoppedBecause));

        _store.Switch(added.Id, isEnabled: true);
        Assert.Null(Open().Find(added.Id)?.StoppedBecause);
    }

    [Fact]
    public void ExportedAutomations_CanBeTakenBack_AllOrNone()
    {
        StoredAutomation added = Add("Kept");
        JsonElement document = _store.Export();
        _store.Delete(added.Id);

        Assert.Empty(_store.Import(document, isTrial: true));
        Assert.Null(_store.Find(added.Id));
        Assert.Empty(_store.Import(document, isTrial: false));
        Assert.Equal("Kept", Open().Find(added.Id)?.Definition.Name);
        JsonElement wrong = JsonElement.Parse(document.GetRawText().Replace("Kept", "", StringComparison.Ordinal));
        Assert.Contains($"automations.{added.Id}.name", _store.Import(wrong, isTrial: false).Keys);
        Assert.Equal("Kept", _store.Find(added.Id)?.Definition.Name);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":2,"automations":{}}""")]
    [InlineData("""{"format":1,"automations":{"../x":null}}""")]
    public void WhatIsNoExport_IsRefused(string document) => Assert.NotEmpty(_store.Import(JsonElement.Parse(document), isTrial: false));

    [Fact]
    public void TooManyAutomations_AreRefused()
    {
        for (int count = 0; count < AutomationStore.Maximum; count++)
        {
            Add("One of many");
        }

        Assert.Null(_store.Add(Samples.Automation(Samples.Metric("above", 5))).Now);
    }

    [Fact]
    public void Runs_AreKeptUpToTheirLimit_TheNewestFirst()
    {
        StoredAutomation added = Add("Busy");
        for (int count = 1; count <= AutomationTables.KeptRuns + 5; count++)
        {
            _tables.AddRun(added.Id, Run($"run {count}"));
        }

        IReadOnlyList<AutomationRun> runs = _tables.Runs(added.Id, before: null, limit: 1_000);
        Assert.Equal(AutomationTables.KeptRuns, runs.Count);
        Assert.Equal("run 105", runs[0].Trigger);
        Assert.Equal("run 104", _tables.Runs(added.Id, runs[0].Id, limit: 1)[0].Trigger);
        _store.Delete(added.Id);
        Assert.Null(_tables.AddRun(added.Id, Run("late")));
    }

    private static AutomationRun Run(string trigger) => new()
    {
        Time = DateTimeOffset.UnixEpoch, Trigger = trigger, Outcome = RunOutcome.Succeeded, Conditions = [], Actions = [], DurationMs = 1,
    };

    private AutomationStore Open() => new(_tables, NullLogger<AutomationStore>.Instance);

    private StoredAutomation Add(string name) =>
        _store.Add(Samples.Automation(Samples.Metric("above", 5)) with { Name = name }).Now ?? throw new InvalidOperationException("It was refused.");
}
