using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using PiHub.Access;
using PiHub.Access.Audit;
using PiHub.Access.SecondFactor;
using PiHub.Access.SignIn;
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
using PiHub.Api.Network;
using PiHub.Api.Notifications;
using PiHub.Api.Packages;
using PiHub.Api.PluginSettings;
using PiHub.Api.Plugins;
using PiHub.Api.Readings;
using PiHub.Api.Settings;
using PiHub.Api.Setup;
using PiHub.Api.SystemStatus;
using PiHub.Api.SystemStatus.Diagnostics;
using PiHub.Api.Users;
using PiHub.Automations.Definitions;
using PiHub.Automations.Engine;
using PiHub.Automations.Runs;
using PiHub.Devices;
using PiHub.Mqtt.Client;
using PiHub.Notifications;
using PiHub.Notifications.Targets;
using PiHub.PluginHost;
using PiHub.PluginHost.Catalogue;
using PiHub.PluginHost.Jobs;
using PiHub.PluginHost.Permissions;
using PiHub.Recorder;
using PiHub.Sdk.Devices;
using PiHub.Settings.Layers;
using PiHub.Settings.Transfer;
using PiHub.Tls;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Api;

/// <summary>JSON metadata of everything that the API reads and writes: snake_case, enumerations as words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(MetricValueConverter),
        typeof(SnakeCaseEnumConverter<ActionStatus>),
        typeof(SnakeCaseEnumConverter<AuditKind>),
        typeof(SnakeCaseEnumConverter<AutomationState>),
        typeof(SnakeCaseEnumConverter<Availability>),
        typeof(SnakeCaseEnumConverter<CertificateOrigin>),
        typeof(SnakeCaseEnumConverter<ChangeOutcome>),
        typeof(SnakeCaseEnumConverter<HealthStatus>),
        typeof(SnakeCaseEnumConverter<IdentityKind>),
        typeof(SnakeCaseEnumConverter<JobOutcome>),
        typeof(SnakeCaseEnumConverter<LogLevel>),
        typeof(SnakeCaseEnumConverter<MailSecurity>),
        typeof(SnakeCaseEnumConverter<MetricKind>),
        typeof(SnakeCaseEnumConverter<MqttClientState>),
        typeof(SnakeCaseEnumConverter<NotificationSeverity>),
        typeof(SnakeCaseEnumConverter<PermissionKind>),
        typeof(SnakeCaseEnumConverter<PluginSource>),
        typeof(SnakeCaseEnumConverter<PluginState>),
        typeof(SnakeCaseEnumConverter<RecorderState>),
        typeof(SnakeCaseEnumConverter<Role>),
        typeof(SnakeCaseEnumConverter<RunOutcome>),
        typeof(SnakeCaseEnumConverter<SettingSource>),
        typeof(SnakeCaseEnumConverter<SignInChannel>),
        typeof(SnakeCaseEnumConverter<SignInOutcome>),
        typeof(SnakeCaseEnumConverter<SignatureStatus>),
        typeof(SnakeCaseEnumConverter<TargetKind>),
        typeof(UtcTimeConverter),
    ])]
[JsonSerializable(typeof(AccessTokenResponse))]
[JsonSerializable(typeof(AlignedResponse))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(Automation))]
[JsonSerializable(typeof(AutomationResponse[]))]
[JsonSerializable(typeof(AutomationRunPage))]
[JsonSerializable(typeof(AutomationTestRequest))]
[JsonSerializable(typeof(BackupResponse[]))]
[JsonSerializable(typeof(BackupScheduleResponse))]
[JsonSerializable(typeof(BrokerStatusResponse))]
[JsonSerializable(typeof(BucketsResponse))]
[JsonSerializable(typeof(CatalogueInstallRequest))]
[JsonSerializable(typeof(CatalogueProgress))]
[JsonSerializable(typeof(CatalogueResponse))]
[JsonSerializable(typeof(CertificateRequest))]
[JsonSerializable(typeof(ClientsResponse))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(ConfigurationDocument))]
[JsonSerializable(typeof(ConfigurationExportRequest))]
[JsonSerializable(typeof(ConfigurationImportRequest))]
[JsonSerializable(typeof(ConfigurationImportResponse))]
[JsonSerializable(typeof(DeviceHistoryResponse))]
[JsonSerializable(typeof(DeviceRequest))]
[JsonSerializable(typeof(DeviceResponse[]))]
[JsonSerializable(typeof(DiagnosticDevice[]))]
[JsonSerializable(typeof(DiagnosticSettings[]))]
[JsonSerializable(typeof(DismissedResponse))]
[JsonSerializable(typeof(DriverResponse[]))]
[JsonSerializable(typeof(DropResponse[]))]
[JsonSerializable(typeof(PluginSettings.ExportRequest))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
[JsonSerializable(typeof(HubResponse))]
[JsonSerializable(typeof(HubSettingsResponse))]
[JsonSerializable(typeof(IdentityResponse))]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportResponse))]
[JsonSerializable(typeof(InvitationRequest))]
[JsonSerializable(typeof(InvitationView))]
[JsonSerializable(typeof(JobResponse[]))]
[JsonSerializable(typeof(JobRunPage))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(LatestReading[]))]
[JsonSerializable(typeof(LogLevelsRequest))]
[JsonSerializable(typeof(LogLevelsResponse))]
[JsonSerializable(typeof(LogPage))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(NetworkResponse[]))]
[JsonSerializable(typeof(NewPasswordRequest))]
[JsonSerializable(typeof(NotificationEvent))]
[JsonSerializable(typeof(NotificationPage))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(PluginResponse[]))]
[JsonSerializable(typeof(PointsResponse))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(ProfileRequest))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(PublishResponse))]
[JsonSerializable(typeof(RecoveryCodesResponse))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(RejectedResponse))]
[JsonSerializable(typeof(RestoreRequest))]
[JsonSerializable(typeof(RestoreResponse))]
[JsonSerializable(typeof(RetainedPage))]
[JsonSerializable(typeof(SecondFactorRemoveRequest))]
[JsonSerializable(typeof(SecondFactorRequest))]
[JsonSerializable(typeof(SecondFactorSecret))]
[JsonSerializable(typeof(SectionResponse[]))]
[JsonSerializable(typeof(SessionResponse[]))]
[JsonSerializable(typeof(SettingsCheckResponse))]
[JsonSerializable(typeof(SettingsResponse))]
[JsonSerializable(typeof(SetupCheckRequest))]
[JsonSerializable(typeof(SetupRequest))]
[JsonSerializable(typeof(SetupState))]
[JsonSerializable(typeof(SignInPage))]
[JsonSerializable(typeof(StatisticsResponse))]
[JsonSerializable(typeof(SubscribeRequest))]
[JsonSerializable(typeof(SystemResponse))]
[JsonSerializable(typeof(TargetRequest))]
[JsonSerializable(typeof(TargetResponse[]))]
[JsonSerializable(typeof(TargetTestResponse))]
[JsonSerializable(typeof(TlsResponse))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse[]))]
[JsonSerializable(typeof(UserChangeRequest))]
[JsonSerializable(typeof(UserCreatedResponse))]
[JsonSerializable(typeof(UserRequest))]
[JsonSerializable(typeof(UserResetResponse))]
[JsonSerializable(typeof(UserResponse[]))]
[JsonSerializable(typeof(VerifyResponse))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ApiJson : JsonSerializerContext;
