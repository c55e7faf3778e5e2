using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PiHub.PluginHost.Capabilities;
using PiHub.PluginHost.Features;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.Permissions;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Starts a plugin in three steps: load it, open what is its own, connect it to the hub.</summary>
/// <remarks>After an exception the caller stops the plugin, which releases what was made so far.</remarks>
internal sealed class PluginStarter(IEnumerable<IPluginFeature> features, PluginWatch watch)
{
    private readonly IPluginFeature[] _features = [.. features];

    /// <summary>Loads the code and builds the container. Another version of the plugin may run meanwhile.</summary>
    public PluginStart Load(RunningPlugin plugin, PluginLoadContext context, PluginFolder folder, string dataFolder)
    {
        PluginManifest manifest = folder.Manifest ?? throw new InvalidOperationException("Its manifest cannot be read.");
        PermissionGuard permissions = watch.Begin(plugin, context, folder.Path, manifest);
        using PluginWork work = plugin.Meter.Enter(PluginWorkKind.Own);
        Assembly assembly = context.LoadFile(Path.Combine(folder.Path, manifest.Entry));
        var builder = new PluginBuilder(manifest, permissions);
        Configure(assembly, manifest, builder);
        plugin.Pages = builder.Pages;
        plugin.Drivers = [.. builder.Drivers.Keys.Order(StringComparer.Ordinal)];

        var start = new PluginStart
        {
            Manifest = manifest,
            VersionName = folder.Name,
            Folder = folder.Path,
            DataFolder = dataFolder,
            Plugin = plugin,
            Assembly = assembly,
            Declared = builder,
            Permissions = permissions,
        };
        foreach (IPluginFeature feature in _features)
        {
            feature.Lend(start, builder.Services);
        }

        builder.Services.Scan(scan => scan
            .FromAssemblies(assembly)
            .AddClasses(classes => classes.WithAttribute<ServiceAttribute>(), publicOnly: false)
            .AsSelfWithInterfaces()
            .WithSingletonLifetime());
        plugin.Serve(builder.Services.BuildServiceProvider());
        return start;
    }

    /// <summary>Creates the plugin's classes and readies what is its own. No other version may run.</summary>
    public async Task OpenAsync(PluginStart start, CancellationToken cancellationToken)
    {
        using PluginWork work = start.Plugin.Meter.Enter(PluginWorkKind.Own);
        foreach (IPluginFeature feature in _features)
        {
            await feature.OpenAsync(start, cancellationToken);
        }
    }

    /// <summary>Connects what the plugin declares to the hub, without calling the plugin.</summary>
    public async Task ConnectAsync(PluginStart start, CancellationToken cancellationToken)
    {
        foreach (IPluginFeature feature in _features)
        {
            await feature.ConnectAsync(start, cancellationToken);
        }
    }

    // In a word of its own: the runtime speaks of methods and tokens, and the owner needs a remedy.
    private static void Configure(Assembly assembly, PluginManifest manifest, PluginBuilder builder)
    {
        try
        {
            CreateEntry(assembly, manifest).Configure(builder);
        }
        catch (Exception exception) when (exception is MissingMemberException or TypeLoadException)
        {
            throw new InvalidOperationException(
                $"It was compiled against something that this hub does not have; install a version of the plugin made for it ({exception.Message})",
                exception);
        }
    }

    private static IPlugin CreateEntry(Assembly assembly, PluginManifest manifest)
    {
        Type[] entries = [.. assembly.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IPlugin)))];
        return entries is [Type entry] && entry.GetConstructor(Type.EmptyTypes) is not null
            ? (IPlugin)(Activator.CreateInstance(entry) ?? throw new InvalidOperationException($"{entry} could not be created."))
            : throw new InvalidOperationException(
                $"'{manifest.Entry}' has {entries.Length} public classes that implement {nameof(IPlugin)} with a parameterless constructor; it needs exactly one.");
    }
}
