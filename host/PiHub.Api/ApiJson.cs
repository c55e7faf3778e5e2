using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PiHub.Api.Auth;
using PiHub.Api.Broker;
using PiHub.Api.Devices;
using PiHub.Api.Health;
using PiHub.Api.Live;
using PiHub.Api.Plugins;
using PiHub.Api.Readings;
using PiHub.Devices;
using PiHub.Mqtt.Client;
using PiHub.PluginHost;
using PiHub.Sdk.Devices;

namespace PiHub.Api;

/// <summary>JSON metadata of everything that the API reads and writes: snake_case, enumerations as words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(MetricValueConverter),
        typeof(SnakeCaseEnumConverter<Availability>),
        typeof(SnakeCaseEnumConverter<HealthStatus>),
        typeof(SnakeCaseEnumConverter<MetricKind>),
        typeof(SnakeCaseEnumConverter<MqttClientState>),
        typeof(SnakeCaseEnumConverter<PluginState>),
        typeof(SnakeCaseEnumConverter<Role>),
        typeof(UtcTimeConverter),
    ])]
[JsonSerializable(typeof(BrokerStatusResponse))]
[JsonSerializable(typeof(BucketsResponse))]
[JsonSerializable(typeof(ClientsResponse))]
[JsonSerializable(typeof(CommandEnvelope))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(DeviceHistoryResponse))]
[JsonSerializable(typeof(DeviceRequest))]
[JsonSerializable(typeof(DeviceResponse[]))]
[JsonSerializable(typeof(DriverResponse[]))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
[JsonSerializable(typeof(IdentityResponse))]
[JsonSerializable(typeof(LatestReading[]))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(PluginResponse[]))]
[JsonSerializable(typeof(PointsResponse))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(PublishResponse))]
[JsonSerializable(typeof(RejectedResponse))]
[JsonSerializable(typeof(RetainedPage))]
[JsonSerializable(typeof(SubscribeRequest))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse[]))]
internal sealed partial class ApiJson : JsonSerializerContext;
