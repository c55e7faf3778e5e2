using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Tests.Packages;

public sealed class DropWatcherTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PackageFixture _fixture = new();
    private readonly Channel<(string Id, string Version, InstallOptions How, string Folder)> _installed =
        Channel.CreateBounded<(string, string, InstallOptions, string)>(10);

    private DropWatcher _watcher = null!; // made before any test runs

    private string Plugins => _fixture.Options.Folder;

    public Task InitializeAsync()
    {
        _watcher = new DropWatcher(
            _fixture.Staging, InstallAsync, _fixture.Wrapped, TimeProvider.System, NullLogger<DropWatcher>.Instance);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _watcher.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task PackageThatLiesThereAtStart_IsInstalledWithConsent_AndDeleted()
    {
        string drop = Path.Combine(Plugins, "some.pihub");
        File.WriteAllBytes(drop, PackageFixture.Zip());

        await StartAsync();

        var (id, version, how, _) = await NextAsync();
        Assert.Equal(("probe", "1.0.0", new InstallOptions(Enable: true, Consent: true, "drop")), (id, version, how));
        await GoneAsync(drop);
    }

    [Fact]
    public async Task FolderThatIsDroppedAgain_BesideItsInstalledVersion_ReplacesItAndSparesIt()
    {
        await StartAsync();
        string drop = Path.Combine(Plugins, "probe");
        Directory.Move(_fixture.Folder("in-a"), drop);
        string installed = (await NextAsync()).Folder; // DATA/plugins/probe/1.0.0, inside the dropped folder
        await GoneAsync(Path.Combine(drop, "plugin.json"));
        Assert.True(File.Exists(Path.Combine(installed, "plugin.json")));

        File.WriteAllText(Path.Combine(drop, "new.txt"), "changed");
        foreach (string file in Directory.EnumerateFiles(_fixture.Folder("in-b")))
        {
            File.Move(file, Path.Combine(drop, Path.GetFileName(file)));
        }

        string second = (await NextAsync()).Folder;
        Assert.NotEqual(installed, second);
        Assert.Equal(["Probe.dll", "installed.json", "new.txt", "plugin.json"], Directory.EnumerateFileSystemEntries(second).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await GoneAsync(Path.Combine(drop, "plugin.json"));
        Assert.True(File.Exists(Path.Combine(installed, "plugin.json")));
    }

    [Fact]
    public async Task RefusedDrop_StaysAndIsListed_UntilItChanges()
    {
        string drop = Path.Combine(Plugins, "some.pihub");
        File.WriteAllText(drop, "no zip");
        await StartAsync();
        await UntilAsync(() => _watcher.Refused.Count == 1);
        Assert.Equal("some.pihub", _watcher.Refused[0].Name);
        Assert.Contains("no zip file", Assert.Single(_watcher.Refused[0].Reasons), StringComparison.Ordinal);
        Assert.True(File.Exists(drop));

        File.WriteAllBytes(drop, PackageFixture.Zip());

        await NextAsync();
        await GoneAsync(drop);
        await UntilAsync(() => _watcher.Refused.Count == 0);
    }

    [Fact]
    public async Task Dispose_OfOneThatWasDisposed_DoesNothing()
    {
        await StartAsync();
        await _watcher.StoppingAsync(CancellationToken.None);
        await _watcher.DisposeAsync();

        await _watcher.DisposeAsync(); // a container does so with what is registered in two ways
    }

    [Fact]
    public async Task Remove_DeletesARefusedDrop_AndNothingElse()
    {
        string drop = Path.Combine(Plugins, "some.pihub");
        File.WriteAllText(drop, "no zip");
        await StartAsync();
        await UntilAsync(() => _watcher.Refused.Count == 1);

        Assert.False(_watcher.Remove("../plugins"));
        Assert.True(_watcher.Remove("some.pihub"));
        Assert.False(File.Exists(drop));
        Assert.Empty(_watcher.Refused);
    }

    [Fact]
    public async Task LinkToAFolder_IsRefused_AndWhatItLeadsToSpared()
    {
        string output = _fixture.Folder("output");
        string drop = Path.Combine(Plugins, "my-plugin");
        Directory.CreateSymbolicLink(drop, output);
        await StartAsync();
        await UntilAsync(() => _watcher.Refused.Count == 1);
        Assert.Contains("is a link", Assert.Single(_watcher.Refused[0].Reasons), StringComparison.Ordinal);

        Assert.True(_watcher.Remove("my-plugin"));
        Assert.False(Path.Exists(drop));
        Assert.True(File.Exists(Path.Combine(output, "plugin.json")));
    }

    [Fact]
    public void Settling_TakesOnlyWhatHasNotChangedForTheWholeTime()
    {
        var time = new ManualTime();
        var settling = new DropSettling(TimeSpan.FromSeconds(2), time);
        var growing = new Drop("/p/a.pihub", IsFolder: false, Fingerprint: 1);

        Assert.Empty(settling.Look([growing]));
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Empty(settling.Look([growing]));
        Assert.Empty(settling.Look([growing with { Fingerprint = 2 }]));
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Empty(settling.Look([growing with { Fingerprint = 2 }]));
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Single(settling.Look([growing with { Fingerprint = 2 }]));
    }

    private async Task StartAsync()
    {
        await _watcher.StartAsync(CancellationToken.None);
        await _watcher.StartedAsync(CancellationToken.None);
    }

    private async Task<PluginSnapshot> InstallAsync(StagedPackage package, InstallOptions how, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Plugins, package.Manifest.Id, package.Manifest.Version);
        folder = Directory.Exists(folder) ? $"{folder}~{package.ContentHash[..8]}" : folder;
        Directory.CreateDirectory(Path.Combine(Plugins, package.Manifest.Id));
        Directory.Move(package.Folder, folder);
        await _installed.Writer.WriteAsync((package.Manifest.Id, package.Manifest.Version, how, folder), cancellationToken);
        return new PluginSnapshot
        {
            Id = package.Manifest.Id,
            Manifest = package.Manifest,
            State = PluginState.Running,
            IsEnabled = true,
            Usage = PluginUsage.Of(new PluginMeter()),
        };
    }

    private async Task<(string Id, string Version, InstallOptions How, string Folder)> NextAsync() =>
        await _installed.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private static Task GoneAsync(string path) => UntilAsync(() => !Path.Exists(path));

    // What the watcher does last has no event of its own.
    private static async Task UntilAsync(Func<bool> isReached)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isReached())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time.Ticks;

        public override long GetTimestamp() => _now;
    }
}
