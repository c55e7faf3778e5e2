using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PiHub.Api.SystemStatus.Diagnostics;

namespace PiHub.Api.SystemStatus;

/// <summary>Composes what <c>GET /api/system</c> needs.</summary>
internal static class SystemStatusSetup
{
    public static IServiceCollection AddHubSystemStatus(this IServiceCollection services)
    {
        services.AddSingleton(_ => new MachineFiles("/"));
        services.AddSingleton<CpuWindow>();
        services.AddSingleton<CpuHistory>();
        services.AddHostedService(provider => provider.GetRequiredService<CpuHistory>());
        services.AddSingleton<ProcessorReport>();
        services.TryAddSingleton<IPluginMemorySource, PluginMemory>();
        services.AddSingleton<ExportReport>();
        services.TryAddSingleton<IStorageSource, RecorderStorage>();
        services.AddSingleton<WriteBudget>();
        services.AddSingleton<WriteBudgetMeter>();
        services.AddHostedService(provider => provider.GetRequiredService<WriteBudgetMeter>());
        services.AddSingleton<SystemReport>();
        services.AddSingleton<DiagnosticArchive>();
        services.AddSingleton<IDiagnosticFile, SystemFile>();
        services.AddSingleton<IDiagnosticFile, HealthFile>();
        services.AddSingleton<IDiagnosticFile, PluginFile>();
        services.AddSingleton<IDiagnosticFile, SettingsFile>();
        services.AddSingleton<IDiagnosticFile, DeviceFile>();
        services.AddSingleton<IDiagnosticFile, BrokerFile>();
        services.AddSingleton<IDiagnosticFile, LogFile>();
        return services;
    }
}
