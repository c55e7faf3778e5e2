using System.Text.Json.Serialization;
using PiHub.Mqtt.Inspection;

namespace PiHub.Api.Broker;

/// <summary>A retained message.</summary>
internal sealed record RetainedResponse
{
    // A page of a thousand is then at most a few megabytes.
    private const int MaximumPayloadBytes = 4_096;

    /// <summary>Its topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The first 4,096 bytes at most of its payload.</summary>
    public required string Payload { get; init; }

    /// <summary>How <see cref="Payload"/> is written: <c>text</c> or <c>base64</c>.</summary>
    public required string Encoding { get; init; }

    /// <summary>Whether there is more of the payload.</summary>
    public required bool Truncated { get; init; }

    /// <summary>The whole payload's length in bytes.</summary>
    [JsonPropertyName("size")]
    public required int SizeBytes { get; init; }

    /// <summary>The QoS it was published with: 0, 1 or 2.</summary>
    [JsonPropertyName("qos")]
    public required int QualityOfService { get; init; }

    /// <summary>Who published it.</summary>
    public required string ClientId { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    public static RetainedResponse Of(RetainedSnapshot message)
    {
        PayloadView view = PayloadView.Of(message.Payload.Span, message.Payload.Length, MaximumPayloadBytes);
        return new RetainedResponse
        {
            Topic = message.Topic,
            Payload = view.Payload,
            Encoding = view.Encoding,
            Truncated = view.Truncated,
            SizeBytes = message.Payload.Length,
            QualityOfService = message.QualityOfService,
            ClientId = message.ClientId,
            Time = message.ReceivedAt,
            ExpiresAt = message.ExpiresAt,
        };
    }
}
