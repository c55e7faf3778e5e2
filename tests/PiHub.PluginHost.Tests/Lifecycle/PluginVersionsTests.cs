using System.Text.Json.Nodes;
using PiHub.PluginHost.Packages;
using PiHub.PluginHost.State;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Tests.Lifecycle;

[Collection("upgrade")] // the fixture's hazards are the process's
public sealed class PluginVersionsTests : IDisposable
{
    private const string Id = "upgrade";

    private static readonly InstallOptions Upload = new(Enable: false, Consent: false, "upload");

    private readonly string _root = LiveHub.NewRoot();

    public void Dispose()
    {
        AppContext.SetData("upgrade open 2.0.0", null);
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task UploadOfANewPlugin_WaitsForItsOwner_AlsoAfterARestart()
    {
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            Assert.Equal(PluginState.Installed, (await hub.InstallAsync("1.0.0", options: Upload)).State);
        }

        await using LiveHub next = await LiveHub.StartAsync(_root);
        Assert.Equal(PluginState.Installed, next.Registry.Find(Id)?.State);
        Assert.Equal(PluginState.Running, (await next.Registry.EnableAsync(Id))?.State);
    }

    [Fact]
    public async Task VersionThatAsksForMore_WaitsForConsent_AndTheOldOneGoesOn()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");

        PluginSnapshot pending = await hub.InstallAsync(
            "2.0.0", manifest => manifest["permissions"]!["publish"] = new JsonArray("pihub/upgrade/#"), Upload); // the fixture has some

        Assert.Equal((PluginState.Running, "1.0.0", "2.0.0"), (pending.State, pending.Version, pending.PendingVersion));
        Assert.Equal(["pihub/upgrade/#"], pending.PendingPermissions?.Publish);
        Assert.Empty(pending.PendingPermissions?.Subscribe ?? ["some"]);
        Assert.Equal("1.0.0", await hub.GetAsync("version"));

        Assert.Equal("2.0.0", (await hub.Registry.EnableAsync(Id))?.PendingVersion); // that alone is no consent
        PluginSnapshot? agreed = await hub.Registry.ConsentAsync(Id);
        Assert.Equal((PluginState.Running, "2.0.0", null), (agreed?.State, agreed?.Version, agreed?.PendingVersion));
        Assert.Null(agreed?.PendingPermissions);
    }

    [Fact]
    public async Task VersionThatAsksForNoMore_TakesOverWithoutConsent()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");

        Assert.Equal("2.0.0", (await hub.InstallAsync("2.0.0", options: Upload)).Version);
    }

    [Fact]
    public async Task ContentThatIsInstalledButNotInUse_IsChosenAgain_WithoutASecondFolder()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");
        await hub.InstallAsync("2.0.0");
        await hub.Registry.RollbackAsync(Id);

        PluginSnapshot again = await hub.InstallAsync("2.0.0");

        Assert.Equal((PluginState.Running, "2.0.0"), (again.State, again.Version));
        Assert.Equal(["2.0.0", "1.0.0"], again.Versions.Select(version => version.Name));
    }

    [Fact]
    public async Task DisabledPlugin_StaysSo_OverAnUpgradeAndARestart()
    {
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            await hub.InstallAsync("1.0.0");
            await hub.Registry.DisableAsync(Id);
            PluginSnapshot upgraded = await hub.InstallAsync("2.0.0");
            Assert.Equal((PluginState.Disabled, "2.0.0"), (upgraded.State, upgraded.Version));
        }

        await using LiveHub next = await LiveHub.StartAsync(_root);
        Assert.Equal((PluginState.Disabled, "2.0.0"), (next.Registry.Find(Id)?.State, next.Registry.Find(Id)?.Version));
        Assert.Equal(PluginState.Running, (await next.Registry.EnableAsync(Id))?.State);
        Assert.Equal("2.0.0", await next.GetAsync("version"));
    }

    [Fact]
    public async Task SafeMode_StartsNone_AndRemembersWhatIsEnabled()
    {
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            await hub.InstallAsync("1.0.0");
            await hub.Registry.DisableAsync(Id);
        }

        await using (LiveHub safe = await LiveHub.StartAsync(_root, configure: options => options.SafeMode = true))
        {
            PluginSnapshot? enabled = await safe.Registry.EnableAsync(Id);
            Assert.Equal((PluginState.Waiting, true), (enabled?.State, enabled?.IsEnabled));
            Assert.Equal("the hub runs in safe mode, which starts no plugin", enabled?.Reason);
            Assert.Equal("503", await safe.GetAsync("version"));
        }

        await using LiveHub next = await LiveHub.StartAsync(_root);
        Assert.Equal(PluginState.Running, next.Registry.Find(Id)?.State);
    }

    [Fact]
    public async Task NewerBundledVersion_TakesOver_UnlessItAsksForMore()
    {
        Bundle("Upgrade.V1");
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            Assert.Equal(("1.0.0", PluginSource.Bundled), (hub.Registry.Find(Id)?.Version, hub.Registry.Find(Id)?.Source));
            await hub.InstallAsync("1.5.0");
        }

        Bundle("Upgrade.V2", manifest => manifest["permissions"]!["publish"] = new JsonArray("pihub/upgrade/#")); // the fixture has some
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            PluginSnapshot? old = hub.Registry.Find(Id);
            Assert.Equal((PluginState.Running, "1.5.0", "2.0.0"), (old?.State, old?.Version, old?.PendingVersion));
        }

        Bundle("Upgrade.V2");
        await using LiveHub next = await LiveHub.StartAsync(_root);
        PluginSnapshot? plugin = next.Registry.Find(Id);
        Assert.Equal((PluginState.Running, "2.0.0", "1.5.0"), (plugin?.State, plugin?.Version, plugin?.PreviousVersion));
        Assert.Equal(PluginSource.Bundled, plugin?.Source);
    }

    [Fact]
    public async Task NewerBundledVersionThatDoesNotStart_IsTakenBack_AndNotTriedAgain()
    {
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            await hub.InstallAsync("1.0.0");
        }

        Bundle("Upgrade.V2");
        AppContext.SetData("upgrade open 2.0.0", "The roof leaks.");
        for (int start = 0; start < 2; start++)
        {
            await using LiveHub hub = await LiveHub.StartAsync(_root);
            PluginSnapshot? plugin = hub.Registry.Find(Id);
            Assert.Equal((PluginState.Running, "1.0.0"), (plugin?.State, plugin?.Version));
            Assert.Equal(ChangeOutcome.RolledBack, plugin?.LastChange?.Outcome);
            Assert.Equal(start == 0 ? ["1.0.0"] : [], hub.Undo.RolledBack);
        }
    }

    [Fact]
    public async Task ChangeThatTheEndOfTheHubInterrupted_IsTakenBackAtTheNextStart()
    {
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            await hub.InstallAsync("1.0.0");
            await hub.InstallAsync("2.0.0");
            await hub.Registry.RollbackAsync(Id);
        }

        var table = new PluginTable(new SqliteDatabase(LiveHub.DatabasePath(_root)));
        table.Save(table.Find(Id)! with { ChangingTo = "2.0.0", LastChange = null }); // as an upgrade writes it before it begins

        await using LiveHub next = await LiveHub.StartAsync(_root);
        PluginSnapshot? plugin = next.Registry.Find(Id);
        Assert.Equal((PluginState.Running, "1.0.0"), (plugin?.State, plugin?.Version));
        Assert.Equal((ChangeOutcome.RolledBack, "the hub ended in the midst of it"), (plugin?.LastChange?.Outcome, plugin?.LastChange?.Reason));
        Assert.Equal(["1.0.0"], next.Undo.RolledBack);
        Assert.Null(table.Find(Id)?.ChangingTo);
    }

    [Fact]
    public async Task ChangeFromAVersionThatIsGone_GoesOnWithTheNewOne()
    {
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            await hub.InstallAsync("1.0.0");
            await hub.InstallAsync("2.0.0");
        }

        Directory.Delete(Path.Combine(_root, "plugins", Id, "1.0.0"), recursive: true);
        var table = new PluginTable(new SqliteDatabase(LiveHub.DatabasePath(_root)));
        table.Save(table.Find(Id)! with { Chosen = "1.0.0", ChangingTo = "2.0.0" }); // it was installed above

        await using LiveHub next = await LiveHub.StartAsync(_root);
        Assert.Equal((PluginState.Running, "2.0.0"), (next.Registry.Find(Id)?.State, next.Registry.Find(Id)?.Version));
        Assert.Empty(next.Undo.RolledBack);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Remove_DeletesTheVersions_AndTheDataOnlyWhenAsked(bool deleteData)
    {
        string data = Directory.CreateDirectory(Path.Combine(_root, "plugin-data", Id)).FullName;
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            await hub.InstallAsync("1.0.0");
            await hub.InstallAsync("2.0.0");
            var removed = new List<string>();
            hub.Registry.Removed += removed.Add;

            Assert.True(await hub.Registry.RemoveAsync(Id, deleteData));

            Assert.Equal([Id], removed);
            Assert.Null(hub.Registry.Find(Id));
            Assert.Equal("404", await hub.GetAsync("version"));
            Assert.Equal(deleteData ? [Id] : [], hub.Undo.Forgotten);
            Assert.Equal(deleteData, !Directory.Exists(data));
            Assert.False(Directory.Exists(Path.Combine(_root, "plugins", Id)));
            Assert.False(await hub.Registry.RemoveAsync(Id, deleteData));
        }

        await using LiveHub next = await LiveHub.StartAsync(_root);
        Assert.Null(next.Registry.Find(Id));
        Assert.Equal(PluginState.Running, (await next.InstallAsync("2.0.0")).State);
    }

    [Fact]
    public async Task Remove_OfABundledPlugin_IsRefused()
    {
        Bundle("Upgrade.V1");
        await using LiveHub hub = await LiveHub.StartAsync(_root);

        PluginChangeRefusedException refused = await Assert.ThrowsAsync<PluginChangeRefusedException>(
            () => hub.Registry.RemoveAsync(Id, deleteData: true));

        Assert.Contains("came with PiHub", refused.Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.Running, hub.Registry.Find(Id)?.State);
    }

    private void Bundle(string fixture, Action<JsonNode>? edit = null)
    {
        string folder = Path.Combine(LiveHub.Bundled(_root), Id);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        FixtureFolder.Copy(fixture, folder, edit);
    }
}
