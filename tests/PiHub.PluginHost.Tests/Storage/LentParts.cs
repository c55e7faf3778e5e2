using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Hal;
using PiHub.Hal.Drivers;
using PiHub.Recorder;

namespace PiHub.PluginHost.Tests.Storage;

/// <summary>What the hub lends to plugins, around a real recorder in a folder of its own.</summary>
internal sealed class LentParts : IAsyncDisposable
{
    private readonly DeviceSupervisor _devices;
    private readonly DiagnosticListener _diagnostics = new("tests");

    private LentParts(string folder, ReadingStore store)
    {
        (Folder, Store) = (folder, store);
        var bus = new RecordingBus();
        _devices = new DeviceSupervisor(bus, TimeProvider.System, new Random(1), NullLogger<DeviceSupervisor>.Instance);
        Services = new LentServices
        {
            Bus = bus,
            Readings = store,
            Samples = store.Feed,
            Hardware = new Hardware(),
            Devices = _devices,
            Events = _ => new SilentEventStream(),
            Time = TimeProvider.System,
            Loggers = NullLoggerFactory.Instance,
            Diagnostics = _diagnostics,
        };
    }

    public string Folder { get; }

    public ReadingStore Store { get; }

    public LentServices Services { get; }

    public static async Task<LentParts> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("pihub-lent-").FullName;
        var store = new ReadingStore(
            new RecorderOptions { Folder = Path.Combine(folder, "readings") }, TimeProvider.System, NullLogger<ReadingStore>.Instance);
        await store.StartAsync(CancellationToken.None);
        return new LentParts(folder, store);
    }

    public async ValueTask DisposeAsync()
    {
        await _devices.DisposeAsync();
        _diagnostics.Dispose();
        await Store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
