using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PiHub.Tls;

/// <summary>Registers the hub's certificate.</summary>
public static class TlsSetup
{
    /// <summary>Adds <see cref="ServerCertificate"/> with <see cref="TlsOptions"/>, bound to the configuration section <c>Tls</c>.</summary>
    /// <param name="services">Where to add them.</param>
    public static IServiceCollection AddPiHubTls(this IServiceCollection services)
    {
        services.AddOptions<TlsOptions>().BindConfiguration("Tls").ValidateOnStart();
        services.AddSingleton<IValidateOptions<TlsOptions>, TlsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ServerCertificate>();
        return services;
    }
}
