using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PiHub.PluginHost.Catalogue;

namespace PiHub.PluginHost.Packages;

/// <summary>Registers what receives, checks and finds packages.</summary>
public static class PackageSetup
{
    /// <summary>Registers <see cref="PackageStaging"/>, <see cref="DropWatcher"/> and <see cref="PluginCatalogue"/>, whose start is the
    /// caller's to register after that of <see cref="PluginRegistry"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The section <c>Plugins</c>, with <c>Packages</c> and <c>Catalogue</c>.</param>
    /// <param name="pluginsFolder">The folder of installed plugins.</param>
    /// <param name="catalogueFolder">The folder where the catalogue is kept.</param>
    public static IServiceCollection AddPiHubPackages(
        this IServiceCollection services, IConfiguration configuration, string pluginsFolder, string catalogueFolder)
    {
        services.AddOptions<PackageOptions>()
            .Configure(options =>
            {
                configuration.GetSection("Packages").Bind(options);
                options.Folder = pluginsFolder;
            })
            .ValidateDataAnnotations()
            .Validate(
                options => options.TrustedSigners.All(signer => signer.Name.Length > 0 && IsKey(signer.PublicKey)),
                "Plugins:Packages:TrustedSigners: each needs a Name and the PublicKey of an EC P-256 key, as PEM or base64.")
            .ValidateOnStart();
        services.AddOptions<CatalogueOptions>()
            .Configure(options =>
            {
                configuration.GetSection("Catalogue").Bind(options);
                options.Folder = catalogueFolder;
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<PackageStaging>();
        services.AddSingleton<PackageInstaller>();
        services.AddSingleton<DropWatcher>();
        services.AddSingleton<PluginCatalogue>();
        services.AddSingleton<CatalogueUpdates>();
        services.AddSingleton<CatalogueInstaller>();
        return services;
    }

    private static bool IsKey(string text)
    {
        using var key = PackageSignature.ReadPublicKey(text);
        return key is not null;
    }
}
