using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.Automations;
using PiHub.Api.Backups;
using PiHub.Api.Broker;
using PiHub.Api.Devices;
using PiHub.Api.Health;
using PiHub.Api.Jobs;
using PiHub.Api.Live;
using PiHub.Api.Packages;
using PiHub.Api.Logs;
using PiHub.Api.Plugins;
using PiHub.Api.PluginSettings;
using PiHub.Api.Readings;
using PiHub.Api.SystemStatus;
using PiHub.Automations.Definitions;
using PiHub.Automations.Engine;
using PiHub.Automations.Runs;
using PiHub.Devices;
using PiHub.Mqtt.Client;
using PiHub.PluginHost;
using PiHub.PluginHost.Catalogue;
using PiHub.PluginHost.Permissions;
using PiHub.PluginHost.Settings;
using PiHub.PluginHost.Jobs;
using PiHub.Recorder;
using PiHub.Sdk.Devices;

namespace PiHub.Api;

/// <summary>JSON metadata of everything that the API reads and writes: snake_case, enumerations as words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(MetricValueConverter),
        typeof(SnakeCaseEnumConverter<ActionStatus>),
        typeof(SnakeCaseEnumConverter<AutomationState>),
        typeof(SnakeCaseEnumConverter<Availability>),
        typeof(SnakeCaseEnumConverter<ChangeOutcome>),
        typeof(SnakeCaseEnumConverter<HealthStatus>),
        typeof(SnakeCaseEnumConverter<JobOutcome>),
        typeof(SnakeCaseEnumConverter<LogLevel>),
        typeof(SnakeCaseEnumConverter<MetricKind>),
        typeof(SnakeCaseEnumConverter<MqttClientState>),
        typeof(SnakeCaseEnumConverter<PluginSource>),
        typeof(SnakeCaseEnumConverter<PermissionKind>),
        typeof(SnakeCaseEnumConverter<PluginState>),
        typeof(SnakeCaseEnumConverter<RecorderState>),
        typeof(SnakeCaseEnumConverter<Role>),
        typeof(SnakeCaseEnumConverter<RunOutcome>),
        typeof(SnakeCaseEnumConverter<SettingSource>),
        typeof(SnakeCaseEnumConverter<SignatureStatus>),
        typeof(UtcTimeConverter),
    ])]
[JsonSerializable(typeof(AlignedResponse))]
[JsonSerializable(typeof(Automation))]
[JsonSerializable(typeof(AutomationResponse[]))]
[JsonSerializable(typeof(AutomationRunPage))]
[JsonSerializable(typeof(AutomationTestRequest))]
[JsonSerializable(typeof(BackupResponse[]))]
[JsonSerializable(typeof(BrokerStatusResponse))]
[JsonSerializable(typeof(BucketsResponse))]
[JsonSerializable(typeof(CatalogueInstallRequest))]
[JsonSerializable(typeof(CatalogueProgress))]
[JsonSerializable(typeof(CatalogueResponse))]
[JsonSerializable(typeof(ClientsResponse))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(DeviceHistoryResponse))]
[JsonSerializable(typeof(DeviceRequest))]
[JsonSerializable(typeof(DeviceResponse[]))]
[JsonSerializable(typeof(DriverResponse[]))]
[JsonSerializable(typeof(DropResponse[]))]
[JsonSerializable(typeof(PluginSettings.ExportRequest))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
[JsonSerializable(typeof(IdentityResponse))]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportResponse))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JobResponse[]))]
[JsonSerializable(typeof(JobRunPage))]
[JsonSerializable(typeof(LatestReading[]))]
[JsonSerializable(typeof(LogPage))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(PluginResponse[]))]
[JsonSerializable(typeof(PointsResponse))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(PublishResponse))]
[JsonSerializable(typeof(RejectedResponse))]
[JsonSerializable(typeof(RetainedPage))]
[JsonSerializable(typeof(StatisticsResponse))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(SettingsCheckResponse))]
[JsonSerializable(typeof(SettingsResponse))]
[JsonSerializable(typeof(SubscribeRequest))]
[JsonSerializable(typeof(SystemResponse))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse[]))]
[JsonSerializable(typeof(VerifyResponse))]
internal sealed partial class ApiJson : JsonSerializerContext;
