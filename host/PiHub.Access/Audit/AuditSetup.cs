using Microsoft.Extensions.DependencyInjection;

namespace PiHub.Access.Audit;

/// <summary>Registers the audit log.</summary>
public static class AuditSetup
{
    /// <summary>Adds the log and its writer.</summary>
    /// <param name="services">The host's services; <c>SqliteDatabase</c> and <see cref="TimeProvider"/> are among them.</param>
    public static IServiceCollection AddAuditLog(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration("Audit").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AuditLog>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditLog>());
        return services;
    }
}
