using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Mqtt.Publishing;
using PiHub.Recorder.Blocks;
using PiHub.Recorder.Clock;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Exchange;
using PiHub.Recorder.Files;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.LineProtocol;
using PiHub.Recorder.Retention;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder;

/// <summary>Composes the recorder into a host.</summary>
public static class RecorderSetup
{
    /// <summary>Adds one started <see cref="ReadingStore"/> as <see cref="IReadingStore"/> and <see cref="IReadings"/>, with
    /// <see cref="IHubClock"/> and <see cref="ILineProtocolExport"/>, whose options may be configured apart. Add it before the parts that
    /// record, so that it starts first and stops last. The engine is the <see cref="IReadingEngine"/> of the services; without one it keeps
    /// blocks of its own.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options; they are validated at start.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddPiHubRecorder(this IServiceCollection services, Action<RecorderOptions> configure)
    {
        services.AddOptions<RecorderOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RecorderOptions>, RetentionValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new RetentionRules(provider.GetRequiredService<IOptions<RecorderOptions>>().Value.Retention));
        services.AddSingleton<WriteMeter>();
        services.AddSingleton<IFileSystem, DiskFileSystem>();
        services.TryAddSingleton<IMetricKinds, NoMetricKinds>();
        services.TryAddSingleton<IReadingEngine>(provider => new BlockEngine(
            provider.GetRequiredService<IOptions<RecorderOptions>>().Value,
            provider.GetRequiredService<IFileSystem>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BlockEngine>>()));
        services.AddSingleton(provider => new ReadingStore(
            provider.GetRequiredService<IOptions<RecorderOptions>>().Value,
            provider.GetRequiredService<IReadingEngine>(),
            provider.GetRequiredService<IFileSystem>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ReadingStore>>(),
            provider.GetRequiredService<IMetricKinds>())
        {
            Clock = provider.GetRequiredService<IHubClock>(),
            Retention = provider.GetRequiredService<RetentionRules>(),
        });
        services.AddSingleton<IReadingStore>(provider => provider.GetRequiredService<ReadingStore>());
        services.AddSingleton<IReadings>(provider => provider.GetRequiredService<ReadingStore>());
        services.AddSingleton(provider => provider.GetRequiredService<ReadingStore>().Feed);
        services.AddSingleton<IPublishJournal, SampleJournal>();
        services.AddHostedService<RecorderService>();
        services.AddRecorderClock();
        services.AddLineProtocolExport();
        services.AddHostedService(provider => new LegacyImport(
            provider.GetRequiredService<ReadingStore>(),
            provider.GetRequiredService<IOptions<RecorderOptions>>().Value.Folder,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LegacyImport>>()));
        return services;
    }
}
