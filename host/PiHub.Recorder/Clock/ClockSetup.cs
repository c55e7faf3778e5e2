using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PiHub.Recorder.Clock;

/// <summary>Composes the part of the recorder that watches the clock.</summary>
internal static class ClockSetup
{
    public static IServiceCollection AddRecorderClock(this IServiceCollection services)
    {
        services.AddOptions<ClockOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IClockState>(SystemClockState.OfThisMachine);
        services.AddSingleton(provider => new ClockWatch(
            provider.GetRequiredService<IClockState>(),
            ProgramDate.Read(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ClockWatch>>()));
        services.AddSingleton(provider => new SampleClock(
            provider.GetRequiredService<ClockWatch>(),
            provider.GetRequiredService<IOptions<ClockOptions>>().Value,
            provider.GetRequiredService<ILogger<SampleClock>>()));
        services.AddSingleton<IHubClock>(provider => provider.GetRequiredService<SampleClock>());
        services.AddHostedService<ClockService>();
        return services;
    }
}
