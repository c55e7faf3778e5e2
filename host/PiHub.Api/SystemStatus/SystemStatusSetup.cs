using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PiHub.Api.SystemStatus;

/// <summary>Composes what <c>GET /api/system</c> needs.</summary>
internal static class SystemStatusSetup
{
    public static IServiceCollection AddHubSystemStatus(this IServiceCollection services)
    {
        services.AddSingleton(_ => new MachineFiles("/"));
        services.AddSingleton<CpuWindow>();
        services.AddSingleton<ExportReport>();
        services.TryAddSingleton<IStorageSource, RecorderStorage>();
        services.AddSingleton<WriteBudget>();
        services.AddSingleton<WriteBudgetMeter>();
        services.AddHostedService(provider => provider.GetRequiredService<WriteBudgetMeter>());
        services.AddSingleton<SystemReport>();
        return services;
    }
}
