using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Recorder.Clock;
using PiHub.Recorder.Ingest;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Composes the export in InfluxDB line protocol into a host.</summary>
internal static class LineProtocolSetup
{
    // Off unless a server is configured. After the recorder, so that it stops before it.
    public static IServiceCollection AddLineProtocolExport(this IServiceCollection services)
    {
        services.AddOptions<LineProtocolOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LineProtocolOptions>, LineProtocolCheck>();
        services.AddSingleton(provider => new HttpLineSender(
            provider.GetRequiredService<IOptions<LineProtocolOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(Create);
        services.AddSingleton<IHostedService>(provider => (IHostedService)provider.GetRequiredService<ILineProtocolExport>());
        return services;
    }

    private static ILineProtocolExport Create(IServiceProvider provider)
    {
        LineProtocolOptions options = provider.GetRequiredService<IOptions<LineProtocolOptions>>().Value;
        SampleFeed feed = provider.GetRequiredService<SampleFeed>();
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        if (string.IsNullOrEmpty(options.Url))
        {
            return new ExportOff(feed.Log, time);
        }

        var board = new ExportBoard(time, provider.GetRequiredService<ILogger<LineProtocolExport>>());
        var batches = new BatchSender(
            provider.GetRequiredService<HttpLineSender>(),
            new LineEncoder(options.Measurement, options.Tags),
            new ExportFilter(options.Include, options.Exclude),
            new RefusedFields(time),
            board,
            options);
        var clock = new ExportClock(provider.GetRequiredService<ClockWatch>());
        return new LineProtocolExport(feed.Log, batches, board, new ExportPace(time, new Random()), clock, options);
    }
}
