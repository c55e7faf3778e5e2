using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PiHub.Access;
using PiHub.Access.Audit;
using PiHub.Access.Keys;
using PiHub.Api.Audit;
using PiHub.Api.Auth;
using PiHub.Api.Automations;
using PiHub.Api.Backups;
using PiHub.Api.Broker;
using PiHub.Api.Devices;
using PiHub.Api.Health;
using PiHub.Api.Jobs;
using PiHub.Api.Live;
using PiHub.Api.Logs;
using PiHub.Api.Mqtt;
using PiHub.Api.Network;
using PiHub.Api.Notifications;
using PiHub.Api.Packages;
using PiHub.Api.PluginSettings;
using PiHub.Api.Plugins;
using PiHub.Api.Problems;
using PiHub.Api.Readings;
using PiHub.Api.Settings;
using PiHub.Api.Setup;
using PiHub.Api.SystemStatus;
using PiHub.Api.Users;
using PiHub.Automations;
using PiHub.Automations.Actions;
using PiHub.Devices;
using PiHub.Mqtt.Access;
using PiHub.PluginHost.Pages;
using PiHub.PluginHost.Requests;
using PiHub.Settings.General;
using PiHub.Settings.Transfer;

namespace PiHub.Api;

/// <summary>The HTTP API: the only public door of this project.</summary>
public static class HubApi
{
    private const string DocumentPath = "/openapi/{documentName}.json";

    /// <summary>First path segments below <c>/api/</c> that the hub uses itself; no plugin may have one as its id.</summary>
    public static IReadOnlyList<string> ReservedIds { get; } =
    [
        "audit", "auth", "automations", "backups", "broker", "catalogue", "devices", "drivers", "events", "health", "hub", "invitations", "jobs",
        "logs", "mqtt", "notifications", "plugins", "readings", "schemas", "settings", "setup", "system", "tls", "tokens", "users",
    ];

    /// <summary>Registers what the API needs besides the parts of the host themselves.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddHubApi(this IServiceCollection services)
    {
        services.AddApiKeys();
        services.AddAuditLog();
        services.AddSingleton<BrokerMeter>();
        services.AddHostedService(provider => provider.GetRequiredService<BrokerMeter>());
        services.AddSingleton<BusPublisher>();
        services.TryAddSingleton<BrokerListeners>();
        services.TryAddSingleton<DeviceCommands>();
        services.AddSingleton<IJobStarter, JobStarter>();
        services.AddAutomations();
        services.AddSingleton<EventHub>();
        services.AddSingleton<HubEvents>();
        services.AddSingleton<PluginEvents>();
        services.AddSingleton<PluginViews>();
        services.AddSingleton<IConfigurationPart, DevicesPart>();
        services.AddSingleton<IConfigurationPart, AutomationsPart>();
        services.AddSingleton<BrokerHealth>();
        services.AddSingleton<ReadingsHealth>();
        services.AddSingleton<HubHealth>();
        services.AddHubSystemStatus();
        services.AddHubNetwork();
        services.AddHubNotifications();
        services.AddSingleton<IMqttAccess, MqttKeyAccess>();
        services.Configure<AclOptions>(options => options.Roles = [.. Enum.GetNames<Role>().Select(name => name.ToLowerInvariant())]);
        services.AddHubAccess();
        services.AddHubAuth();
        services.AddSingleton<IFirstSettings, FirstSettings>();
        services.TryAddSingleton<IDemoDevices, NoDemoDevices>();
        services.AddSingleton<FirstChoices>();
        services.AddWebPipeline();
        return services;
    }

    /// <summary>Adds the middleware that every route needs: problem details for errors, sign-in, WebSockets.</summary>
    /// <param name="app">The host's pipeline.</param>
    public static IApplicationBuilder UseHubApi(this IApplicationBuilder app)
    {
        app.UseHubNetwork();
        app.UseExceptionHandler();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/openapi"),
            api => api.UseStatusCodePages());
        app.UseWebSockets();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuditRecorder();
        app.UseSameOriginGuard();
        app.UseAuthorization();
        app.UseScopeGuard();
        return app;
    }

    /// <summary>Maps all routes, the plugins' included.</summary>
    /// <param name="routes">The host's routes.</param>
    public static void MapHubApi(this IEndpointRouteBuilder routes)
    {
        HealthEndpoints.Map(routes);
        SystemEndpoints.Map(routes);
        RestartEndpoint.Map(routes);
        AuthEndpoints.Map(routes);
        ProfileEndpoints.Map(routes);
        SecondFactorEndpoints.Map(routes);
        SetupEndpoints.Map(routes);
        SetupRestoreEndpoint.Map(routes);
        UserEndpoints.Map(routes);
        InvitationEndpoints.Map(routes);
        TokenEndpoints.Map(routes);
        AuditEndpoints.Map(routes);
        DeviceEndpoints.Map(routes);
        ReadingEndpoints.Map(routes);
        PluginEndpoints.Map(routes);
        PackageEndpoints.Map(routes);
        CatalogueEndpoints.Map(routes);
        PluginSettingsEndpoints.Map(routes);
        SettingsEndpoints.Map(routes);
        LogEndpoints.Map(routes);
        JobEndpoints.Map(routes);
        AutomationEndpoints.Map(routes);
        BackupEndpoints.Map(routes);
        BrokerEndpoints.Map(routes);
        TlsEndpoints.Map(routes);
        NotificationEndpoints.Map(routes);
        TargetEndpoints.Map(routes);
        EventEndpoint.Map(routes);
        HubFallback.Map(routes, ReservedIds);
        routes.MapOpenApi(DocumentPath).Require(Role.Viewer);
        routes.MapPluginAssets().Require(Role.Viewer);
        routes.MapPlugins(HttpMethods.Get, HttpMethods.Head).Require(Role.Viewer);
        routes.MapPlugins(HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete).Require(Role.Operator);
    }

    /// <summary>Puts sign-in and roles in front of a plugin's own port: viewers read, operators change, as below <c>/api/&lt;id&gt;/</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="plugin">Answers the requests that are let in.</param>
    public static RequestDelegate GuardPluginPort(IServiceProvider services, RequestDelegate plugin) => PluginPortGuard.Build(services, plugin);

    private static void AddWebPipeline(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Explain);
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // so that the handler can say why
        services.AddWebSockets(options =>
        {
            // With both, a ping every 25 s that must be answered; without the timeout a dead peer would stay for ever.
            options.KeepAliveInterval = TimeSpan.FromSeconds(25);
            options.KeepAliveTimeout = TimeSpan.FromSeconds(15);
        });
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "PiHub";
            document.Info.Version = HubVersion.Text;
            return Task.CompletedTask;
        }));
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.AllowDuplicateProperties = false; // nobody could say which of two counts
            options.SerializerOptions.PropertyNamingPolicy = ApiJson.Default.Options.PropertyNamingPolicy;
            foreach (var converter in ApiJson.Default.Options.Converters)
            {
                options.SerializerOptions.Converters.Add(converter);
            }

            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
    }

    // What the framework refuses by itself says only that it did; the remedy is the hub's to know.
    private static void Explain(ProblemDetailsContext context) => context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
    {
        StatusCodes.Status401Unauthorized =>
            "Sign in, or send an API key in the header X-API-Key. Make one with: pihub token create NAME --role ROLE --data DIR",
        StatusCodes.Status403Forbidden => "Your role does not allow this.",
        StatusCodes.Status404NotFound => "There is nothing here.",
        StatusCodes.Status405MethodNotAllowed => "This route does not take that method.",
        StatusCodes.Status415UnsupportedMediaType => "Send JSON, with Content-Type: application/json.",
        StatusCodes.Status500InternalServerError => "The hub failed at this; its log says why.",
        _ => null,
    };
}
