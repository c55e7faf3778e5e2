namespace PiHub.PluginHost.Tests.Lifecycle;

[Collection("upgrade")] // the fixture's hazards are the process's
public sealed class LiveDataTests : IDisposable
{
    private const string Id = "upgrade";

    private readonly string _root = LiveHub.NewRoot();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task BackAndForth_OverAMigration_HandlesEachSampleOnceInWhicheverDatabaseIsInPlace()
    {
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            await hub.InstallAsync("1.0.0");
            await hub.AppendAsync(1, 3);
            await UntilAsync(hub, "first", "3/3");

            await hub.InstallAsync("2.0.0");
            await hub.AppendAsync(4, 6);
            await UntilAsync(hub, "first", "6/6");
            await UntilAsync(hub, "later", "3/3");

            await GoAsync(hub, "1.0.0");
            await UntilAsync(hub, "first", "6/6");
            await hub.AppendAsync(7, 7);
            await UntilAsync(hub, "first", "7/7");

            await GoAsync(hub, "2.0.0");
            await hub.AppendAsync(8, 8);
            await UntilAsync(hub, "first", "8/8");
            await UntilAsync(hub, "later", "5/5"); // since its first start; the database that knew some of them is gone

            await GoAsync(hub, "1.0.0");
            await UntilAsync(hub, "first", "8/8");
        }

        await using LiveHub next = await LiveHub.StartAsync(_root);
        await next.AppendAsync(9, 9);
        await UntilAsync(next, "first", "9/9");
        await GoAsync(next, "2.0.0");
        await UntilAsync(next, "later", "6/6");
        await UntilAsync(next, "first", "9/9");
    }

    private static async Task GoAsync(LiveHub hub, string version)
    {
        PluginSnapshot? plugin = await hub.Registry.RollbackAsync(Id);
        Assert.Equal((PluginState.Running, version), (plugin?.State, plugin?.Version));
    }

    private static Task UntilAsync(LiveHub hub, string route, string balance) =>
        Patience.ForAsync(async () => await hub.GetAsync(route) == balance);
}
