using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.LineProtocol;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Tests.LineProtocol;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests;

public sealed class RecorderSetupTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AddPiHubRecorder_HostRuns_RecordsAndStops()
    {
        IReadings readings;
        using (IHost host = Build(options => options.Folder = _folder.Path))
        {
            await host.StartAsync();
            readings = host.Services.GetRequiredService<IReadings>();
            await readings.AppendAsync(StoreFolder.Sample(1, 1.0), CancellationToken.None);
            Assert.Same(readings, host.Services.GetRequiredService<IReadingStore>());
            Assert.Single(readings.Latest("meter"));
            await host.StopAsync();
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await readings.AppendAsync(StoreFolder.Sample(2, 1.0), CancellationToken.None));
    }

    [Fact]
    public async Task AddPiHubRecorder_WithAServer_ExportsWhatIsRecorded()
    {
        await using ServerProcess server = ServerProcess.Victoria();
        await server.StartAsync();
        using IHost host = Build(options => options.Folder = _folder.Path, options => (options.Url, options.Database) = (server.Url, "home"));
        await host.StartAsync();
        ILineProtocolExport export = host.Services.GetRequiredService<ILineProtocolExport>();
        ISampleLog log = host.Services.GetRequiredService<SampleFeed>().Log;
        while ((await log.CursorsAsync(LineProtocolExport.CursorName, CancellationToken.None)).Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        await host.Services.GetRequiredService<IReadings>().AppendAsync(StoreFolder.Sample(1, 1.0), CancellationToken.None);
        await ExportBench.UntilAsync(() => export.Status.Sent == 1);

        await host.StopAsync();
    }

    [Fact]
    public async Task AddPiHubRecorder_WithAnImpossibleServer_RefusesToStart()
    {
        using IHost host = Build(options => options.Folder = _folder.Path, options => options.Url = "house");
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("/tmp", 0)]
    public async Task AddPiHubRecorder_BadOptions_RefusesToStart(string folder, int queueCapacity)
    {
        using IHost host = Build(options => (options.Folder, options.QueueCapacity) = (folder, queueCapacity));
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    private static IHost Build(Action<RecorderOptions> configure, Action<LineProtocolOptions>? export = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddPiHubRecorder(configure);
        if (export is not null)
        {
            builder.Services.Configure(export);
        }

        return builder.Build();
    }
}
