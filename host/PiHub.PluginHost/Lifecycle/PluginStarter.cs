using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Hal.Drivers;
using PiHub.PluginHost.Capabilities;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Requests;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Events;
using PiHub.Sdk.Hardware;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Loads a plugin and connects what it declares: container, sample handlers, ports, drivers, routes.</summary>
internal sealed class PluginStarter(LentServices lent, ILogger logger)
{
    private readonly NameClaims _names = new();

    /// <summary>Fills <paramref name="plugin"/>, calling the plugin's code; on an exception the caller stops it, which releases what was
    /// made so far.</summary>
    /// <returns>Connects what the plugin declares to the hub, without calling the plugin; the same holds for its exceptions.</returns>
    public Action Prepare(RunningPlugin plugin, PluginLoadContext context, PluginFolder folder, PluginManifest manifest)
    {
        Assembly assembly = context.LoadFile(Path.Combine(folder.Path, manifest.Entry));
        var builder = new PluginBuilder(manifest);
        CreateEntry(assembly, manifest).Configure(builder);

        var bus = new PluginBus(lent.Bus, manifest);
        plugin.Register(() => bus);
        ServiceProvider services = BuildServices(builder, assembly, manifest, bus);
        plugin.Serve(services);
        plugin.Serve(PluginPipeline.Build(builder.Apis, services));
        plugin.Pages = builder.Pages;
        plugin.Drivers = [.. builder.Drivers.Keys.Order(StringComparer.Ordinal)];
        SampleHandlerFence[] handlers =
        [
            .. builder.SampleHandlers.Select(declared => new SampleHandlerFence(
                manifest.Id, declared.TopicFilter, (ISampleHandler)services.GetRequiredService(declared.Type), logger)),
        ];
        return () => Connect(plugin, builder, services, handlers, manifest.Id);
    }

    private void Connect(
        RunningPlugin plugin, PluginBuilder builder, ServiceProvider services, SampleHandlerFence[] handlers, string id)
    {
        foreach (SampleHandlerFence handler in handlers)
        {
            plugin.Register(() => lent.Samples.Subscribe(id, handler.HandleAsync));
        }

        foreach ((string model, Type type) in builder.SimulatedPorts)
        {
            plugin.Register(() => _names.Hold("simulated port", model, id, () => new Offer(lent.Hardware.RegisterSimulatedPort(
                model, type, () => (IAsyncDisposable)ActivatorUtilities.CreateInstance(services, type)))));
        }

        foreach ((string name, Type type) in builder.Drivers)
        {
            plugin.Register(() => _names.Hold(
                "driver", name, id, () => lent.Devices.RegisterDriver(name, () => CreateDriver(services, type))));
        }
    }

    private static DriverInstance CreateDriver(ServiceProvider services, Type type)
    {
        var driver = (IDeviceDriver)ActivatorUtilities.CreateInstance(services, type);
        return new DriverInstance(driver, async () =>
        {
            if (driver is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                (driver as IDisposable)?.Dispose();
            }
        });
    }

    private static IPlugin CreateEntry(Assembly assembly, PluginManifest manifest)
    {
        Type[] entries = [.. assembly.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IPlugin)))];
        return entries is [Type entry] && entry.GetConstructor(Type.EmptyTypes) is not null
            ? (IPlugin)(Activator.CreateInstance(entry) ?? throw new InvalidOperationException($"{entry} could not be created."))
            : throw new InvalidOperationException(
                $"'{manifest.Entry}' has {entries.Length} public classes that implement {nameof(IPlugin)} with a parameterless constructor; it needs exactly one.");
    }

    private ServiceProvider BuildServices(PluginBuilder builder, Assembly assembly, PluginManifest manifest, PluginBus bus)
    {
        ServiceCollection services = builder.Services;
        services.AddSingleton<ILoggerFactory>(new PluginLoggers(lent.Loggers, manifest.Id));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IBus>(bus);
        services.AddSingleton<IReadings>(new PluginReadings(lent.Readings, manifest));
        services.AddSingleton<IHardware>(lent.Hardware);
        services.AddSingleton(lent.Time);
        services.AddSingleton(manifest);
        services.AddSingleton<IEventStream>(lent.Events(manifest.Id));
        services.AddSingleton(lent.Diagnostics);
        services.AddRouting();
        services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower;

            // Without the framework's reflection: its caches would keep the types of the plugin for ever.
            options.SerializerOptions.TypeInfoResolverChain.Clear();
            foreach (IJsonTypeInfoResolver resolver in builder.JsonResolvers.Append(ProblemJson.Default))
            {
                options.SerializerOptions.TypeInfoResolverChain.Add(resolver);
            }
        });
        services.Scan(scan => scan
            .FromAssemblies(assembly)
            .AddClasses(classes => classes.WithAttribute<ServiceAttribute>(), publicOnly: false)
            .AsSelfWithInterfaces()
            .WithSingletonLifetime());
        return services.BuildServiceProvider();
    }

    /// <summary>Gives the release of a port the shape of the others.</summary>
    private sealed class Offer(IDisposable registration) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            registration.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
