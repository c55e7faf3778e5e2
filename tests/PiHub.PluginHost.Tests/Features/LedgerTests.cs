using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Tests.Features;

public sealed class LedgerTests
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Samples_AppendedWhileThePluginIsStoppedAndStarted_AreHandledOnceEach()
    {
        const int Devices = 5, Each = 500, Restarts = 20;
        await using TestHost host = await TestHost.StartAsync(Ample, "Ledger");
        Task appending = Task.WhenAll(Enumerable.Range(0, Devices).Select(device => Task.Run(async () =>
        {
            for (int number = 1; number <= Each; number++)
            {
                await host.AppendAsync($"d{device}", number);
            }
        })));

        for (int restart = 0; restart < Restarts; restart++)
        {
            await host.Registry.DisableAsync("ledger");
            await host.Registry.EnableAsync("ledger");
            Assert.Equal(PluginState.Running, host.Registry.Find("ledger")?.State);
        }

        await appending;
        PluginMeter meter = host.Registry.FindSlot("ledger")!.Running!.Meter; // it runs
        await Patience.ForAsync(() => meter.HandlerLag == 0);
        Assert.Equal((Devices * Each, Devices * Each), await BalanceAsync(host));
        Assert.Equal(0, meter.Missed);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task Stop_ClosesTheConnectionsThatThePluginForgot_AndItsCodeIsCollected()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Ledger");
        string database = Path.GetFullPath(Path.Combine(host.FileOf("Ledger", ""), "../../plugin-data/ledger/plugin.db"));
        WeakReference context = await UseAndDisableAsync(host, database);

        Assert.DoesNotContain(OpenFiles(), file => file.StartsWith(database, StringComparison.Ordinal));
        Assert.False(File.Exists(database + "-wal"), "The last connection should have taken the log with it.");
        await Patience.ForDeathOfAsync(context);
        File.Delete(database);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAndDisableAsync(TestHost host, string database)
    {
        await host.AppendAsync("meter", 1);
        await Patience.ForAsync(async () => await BalanceAsync(host) == (1, 1));
        using HttpResponseMessage forgotten = await host.Http.PostAsync("/api/ledger/forget", content: null);
        forgotten.EnsureSuccessStatusCode();
        Assert.Contains(database, OpenFiles());
        WeakReference context = host.Registry.FindSlot("ledger")!.LastContext!; // it runs, so it was started
        await host.Registry.DisableAsync("ledger");
        return context;
    }

    private static string[] OpenFiles() =>
        [.. Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")];

    private static async Task<(long Samples, long Times)> BalanceAsync(TestHost host)
    {
        JsonNode? balance = await host.Http.GetFromJsonAsync<JsonNode>("/api/ledger/balance");
        return ((long?)balance?["samples"] ?? -1, (long?)balance?["times"] ?? -1);
    }
}
