using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Tests.Engine;
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

    [Theory]
    [InlineData("", 1)]
    [InlineData("/tmp", 0)]
    public async Task AddPiHubRecorder_BadOptions_RefusesToStart(string folder, int queueCapacity)
    {
        using IHost host = Build(options => (options.Folder, options.QueueCapacity) = (folder, queueCapacity));
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    private static IHost Build(Action<RecorderOptions> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton<IReadingEngine, MemoryEngine>();
        builder.Services.AddPiHubRecorder(configure);
        return builder.Build();
    }
}
